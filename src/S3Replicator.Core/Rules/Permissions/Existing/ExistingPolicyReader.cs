using System.Collections.Immutable;
using System.Text.Json;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>Reads what a role has: policy documents, what the AWS command line prints of a role, and what <c>iam</c> prints; pure.</summary>
public static class ExistingPolicyReader
{
    /// <summary>The most bytes of a file; IAM's own limits are far below.</summary>
    public const int MostBytes = 1024 * 1024;

    private const string Forms =
        "Give what `aws iam get-role`, `get-role-policy` or `get-policy-version` prints, a policy document, or what `s3replicator iam` prints.";

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads one file.</summary>
    public static ExistingReading Read(string file, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(file);

        if (content.Length > MostBytes)
        {
            return new([], $"has {content.Length} bytes, more than {MostBytes}.", "Give the policies of one role alone. " + Forms);
        }

        try
        {
            // Some editors put a byte order mark before the text.
            var start = content.Span.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
            using var document = JsonDocument.Parse(content[start..], Options);
            return new(PartsOf(file, document.RootElement));
        }
        catch (JsonException exception)
        {
            return new([], $"is no JSON: {exception.Message}", Forms);
        }
        catch (InvalidOperationException)
        {
            // Only a text's value, not its form, tells that it has half a character.
            return new([], "has a text with characters that are none.", Forms);
        }
        catch (PolicyFormatException exception)
        {
            return new([], exception.Message, exception.Mend ?? Forms);
        }
    }

    private static ImmutableArray<ExistingPart> PartsOf(string file, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new PolicyFormatException(string.Empty, "is not a JSON object.");
        }

        if (root.TryGetProperty("Statement", out _))
        {
            return [PolicyOf(file, root, string.Empty)];
        }

        if (Member(root, "Role", string.Empty) is { } role)
        {
            return [RoleOf(file, role)];
        }

        if (root.TryGetProperty("PolicyDocument", out var inline))
        {
            return [PolicyOf(file, Decode(inline, "/PolicyDocument"), "/PolicyDocument") with { RoleName = Text(root, "RoleName", string.Empty) }];
        }

        if (Member(root, "PolicyVersion", string.Empty) is { } version)
        {
            return version.TryGetProperty("Document", out var managed)
                ? [PolicyOf(file, Decode(managed, "/PolicyVersion/Document"), "/PolicyVersion/Document")]
                : throw new PolicyFormatException("/PolicyVersion", "has no Document.", "`aws iam get-policy-version` with --version-id prints it.");
        }

        if (root.TryGetProperty("roles", out var roles))
        {
            return OwnOutputOf(file, root, roles);
        }

        return root.TryGetProperty("roleArn", out _) ? [OwnRoleOf(file, root, string.Empty)] : throw Unknown(root);
    }

    private static ExistingPart RoleOf(string file, JsonElement role)
    {
        const string Place = "/Role/AssumeRolePolicyDocument";

        if (!role.TryGetProperty("AssumeRolePolicyDocument", out var trust))
        {
            throw new PolicyFormatException("/Role", "has no AssumeRolePolicyDocument.");
        }

        return new()
        {
            File = file,
            Arn = Text(role, "Arn", "/Role"),
            RoleName = Text(role, "RoleName", "/Role"),
            Trust = StatementReader.Read(file, Decode(trust, Place), Place, isTrust: true),
            Boundary = Member(role, "PermissionsBoundary", "/Role") is { } boundary
                ? Text(boundary, "PermissionsBoundaryArn", "/Role/PermissionsBoundary") ?? "of unknown name"
                : null,
        };
    }

    private static ExistingPart PolicyOf(string file, JsonElement policy, string pointer)
    {
        var isTrust = StatementReader.HasPrincipals(policy);
        var statements = StatementReader.Read(file, policy, pointer, isTrust);
        return isTrust ? new() { File = file, Trust = statements } : new() { File = file, Permissions = statements };
    }

    private static ImmutableArray<ExistingPart> OwnOutputOf(string file, JsonElement root, JsonElement roles)
    {
        if (roles.ValueKind != JsonValueKind.Array)
        {
            throw new PolicyFormatException("/roles", "is not a list.");
        }

        var parts = roles.EnumerateArray().Select((role, index) =>
            OwnRoleOf(file, role, FormattableString.Invariant($"/roles/{index}")) with { IsOneOfSeveral = true }).ToList();

        if (Member(root, "worker", string.Empty) is { } worker)
        {
            var permissions = StatementReader.Read(file, worker, "/worker", isTrust: false);
            parts.Add(new() { File = file, IsWorker = true, IsOneOfSeveral = true, Permissions = permissions });
        }

        return [.. parts];
    }

    private static ExistingPart OwnRoleOf(string file, JsonElement role, string pointer) => new()
    {
        File = file,
        Arn = role.ValueKind == JsonValueKind.Object ? Text(role, "roleArn", pointer) : throw new PolicyFormatException(pointer, "is not a JSON object."),
        Trust = Member(role, "trust", pointer) is { } trust ? StatementReader.Read(file, trust, pointer + "/trust", isTrust: true) : null,
        Permissions = Member(role, "permissions", pointer) is { } permissions
            ? StatementReader.Read(file, permissions, pointer + "/permissions", isTrust: false)
            : null,
    };

    /// <summary>IAM's own interface, and some tools, hand documents out as text, with or without percent signs.</summary>
    private static JsonElement Decode(JsonElement document, string pointer)
    {
        if (document.ValueKind != JsonValueKind.String)
        {
            return document;
        }

        var text = document.GetString()!;

        try
        {
            using var parsed = JsonDocument.Parse(text.TrimStart().StartsWith('{') ? text : Uri.UnescapeDataString(text), Options);
            return parsed.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new PolicyFormatException(pointer, $"is a text, but no policy document in JSON: {exception.Message}", mend: null, exception);
        }
    }

    private static JsonElement? Member(JsonElement parent, string name, string pointer)
    {
        if (!parent.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.Object ? member : throw new PolicyFormatException($"{pointer}/{name}", "is not a JSON object.");
    }

    private static string? Text(JsonElement parent, string name, string pointer)
    {
        if (!parent.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.String ? member.GetString() : throw new PolicyFormatException($"{pointer}/{name}", "is not a text.");
    }

    private static PolicyFormatException Unknown(JsonElement root) => root switch
    {
        _ when root.TryGetProperty("PolicyNames", out _) => new(
            string.Empty, "has the names of policies, not what is in them.", "Give what `aws iam get-role-policy` prints for each of them."),
        _ when root.TryGetProperty("AttachedPolicies", out _) || root.TryGetProperty("Policy", out _) => new(
            string.Empty, "has the names of managed policies, not what is in them.", "Give what `aws iam get-policy-version` prints for each of them."),
        _ => new(string.Empty, "holds nothing that is known as a role or a policy."),
    };
}
