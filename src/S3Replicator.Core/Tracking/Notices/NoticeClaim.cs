using System.Runtime.InteropServices;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking.Notices;

/// <summary>The right to tell the end of an operation.</summary>
/// <param name="Kind">What is to be told.</param>
/// <param name="Cause">What its miss was put down to, where it had one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NoticeClaim(NoticeKind Kind, DelayCause Cause);
