using S3Replicator.Doctor;
using S3Replicator.Doctor.Permissions;

namespace S3Replicator.Tests.Doctor;

public sealed class ProbeAnswersTests
{
    private static readonly S3Place Bucket = S3Place.Parse("arn:aws:s3:::b")!;
    private static readonly S3Place Objects = S3Place.Parse("arn:aws:s3:::b/in/*")!;

    [Theory]
    [InlineData("s3:GetObject", 404, "NoSuchKey", "", "Allowed")]
    [InlineData("s3:GetObject", 404, "NoSuchBucket", "", "Unclear")]
    [InlineData("s3:GetObject", 403, "AccessDenied", "Access Denied", "Refused")]
    [InlineData("s3:GetObject", 403, "Forbidden", "", "Refused")]
    [InlineData("s3:GetObject", 403, "RequestTimeTooSkewed", "", "Unclear")]
    [InlineData("s3:GetObject", 403, "InvalidObjectState", "", "Unclear")]
    [InlineData("s3:GetObject", 503, "SlowDown", "", "Unclear")]
    [InlineData("s3:GetObject", 0, "ConnectionFailed", "", "Unclear")]
    [InlineData("s3:GetObject", 403, "AccessDenied", "User: x is not authorized to perform: s3:GetObject on resource: y", "Refused")]
    [InlineData("s3:GetObject", 403, "AccessDenied", "User: x is not authorized to perform: s3:ListBucket on resource: y", "Allowed")]
    [InlineData("s3:DeleteObject", 403, "AccessDenied", "User: x is not authorized to perform: s3:GetObject on resource: y", "Hidden")]
    [InlineData("s3:DeleteObject", 412, "PreconditionFailed", "", "Allowed")]
    [InlineData("s3:DeleteObjectVersion", 200, "", "", "Allowed")]
    [InlineData("s3:PutObjectRetention", 400, "InvalidRequest", "Bucket is missing Object Lock Configuration", "Needless")]
    [InlineData("s3:GetObject", 400, "InvalidRequest", "", "Unclear")]
    public void Each_answer_tells_one_thing(string action, int status, string code, string message, string expected)
    {
        var needed = new NeededAction(action, Objects);
        var list = new NeededAction("s3:ListBucket", Bucket);

        new ProbeAnswers(new Dictionary<NeededAction, Answer<object>> { [needed] = new(null, status, code, message), [list] = new(1, 200, "", "") })
            .Judge(needed).Permission.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("s3:GetObject", "s3:ListBucket")]
    [InlineData("s3:DeleteObject", "s3:ListBucket")]
    [InlineData("s3:PutObject", null)]
    public void A_refusal_without_a_name_hides_behind_list_only_where_S3_looks_for_a_key(string action, string? behind)
    {
        var needed = new NeededAction(action, Objects);
        var list = new NeededAction("s3:ListBucket", Bucket);
        var refused = new Answer<object>(null, 403, "AccessDenied", "Access Denied");

        new ProbeAnswers(new Dictionary<NeededAction, Answer<object>> { [needed] = refused, [list] = refused }).Judge(needed).Behind.ShouldBe(behind);
    }
}
