namespace S3Replicator.Core.Tests.Rules.Permissions.Existing;

/// <summary>The role for replication as S3's user guide shows it, "Setting up permissions for live replication".</summary>
internal static class NativeExample
{
    public const string Trust =
        """
        {
          "Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}]
        }
        """;

    public const string Permissions =
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            {"Effect": "Allow", "Action": ["s3:GetReplicationConfiguration", "s3:ListBucket"], "Resource": ["arn:aws:s3:::src"]},
            {
              "Effect": "Allow",
              "Action": ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
              "Resource": ["arn:aws:s3:::src/*"]
            },
            {"Effect": "Allow", "Action": ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], "Resource": "arn:aws:s3:::dst/*"}
          ]
        }
        """;
}
