using System.Text.Json;

namespace S3Replicator.LocalAws.Identity.Policies.Documents;

/// <summary>Reads policy documents; what it does not know it refuses.</summary>
internal static class PolicyParser
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    public static PolicyParse Parse(string text, PolicyKind kind)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            return new PolicyParse(ReadDocument(text, json.RootElement, kind), null);
        }
        catch (JsonException)
        {
            return PolicyParse.Failed("This policy contains invalid Json");
        }
        catch (FormatException error)
        {
            return PolicyParse.Failed(error.Message);
        }
    }

    private static PolicyDocument ReadDocument(string text, JsonElement root, PolicyKind kind)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("Syntax errors in policy.");
        }

        var version = "2008-10-17";
        List<PolicyStatement>? statements = null;
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "Version":
                    version = Text(member.Value);
                    break;
                case "Id":
                    Text(member.Value);
                    break;
                case "Statement":
                    statements = OneOrMany(member.Value).ConvertAll(s => ReadStatement(s, kind));
                    break;
                default:
                    throw new FormatException($"Unknown policy member {member.Name}.");
            }
        }

        if (version is not ("2012-10-17" or "2008-10-17"))
        {
            throw new FormatException("The policy must contain a valid version string");
        }

        return statements is { Count: > 0 }
            ? new PolicyDocument(text, statements, version is "2012-10-17")
            : throw new FormatException("Syntax errors in policy.");
    }

    private static PolicyStatement ReadStatement(JsonElement element, PolicyKind kind)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("Syntax errors in policy.");
        }

        string? effect = null;
        var statement = new PolicyStatement(Sid: null, PolicyEffect.Deny);
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name is "Effect")
            {
                effect = Text(member.Value);
            }
            else
            {
                statement = ReadMember(statement, member);
            }
        }

        statement = statement with { Effect = ReadEffect(effect) };
        Check(statement, kind);
        return statement;
    }

    private static PolicyStatement ReadMember(PolicyStatement statement, JsonProperty member) => member.Name switch
    {
        "Sid" => statement with { Sid = Text(member.Value) },
        "Principal" => statement with { Principals = ReadPrincipals(member.Value) },
        "NotPrincipal" => statement with { NotPrincipals = ReadPrincipals(member.Value) },
        "Action" => statement with { Actions = Texts(member.Value) },
        "NotAction" => statement with { NotActions = Texts(member.Value) },
        "Resource" => statement with { Resources = Texts(member.Value) },
        "NotResource" => statement with { NotResources = Texts(member.Value) },
        "Condition" => statement with { Conditions = ConditionParser.Read(member.Value) },
        _ => throw new FormatException($"Unknown statement member {member.Name}."),
    };

    private static PolicyEffect ReadEffect(string? effect) => effect switch
    {
        "Allow" => PolicyEffect.Allow,
        "Deny" => PolicyEffect.Deny,
        _ => throw new FormatException("Syntax errors in policy."),
    };

    private static void Check(PolicyStatement statement, PolicyKind kind)
    {
        if (statement.Actions is null == statement.NotActions is null)
        {
            throw new FormatException("Policy statement must contain actions.");
        }

        var hasPrincipal = statement.Principals is not null || statement.NotPrincipals is not null;
        if (kind == PolicyKind.Identity && hasPrincipal)
        {
            throw new FormatException("Policy document should not specify a principal.");
        }

        if (kind != PolicyKind.Identity && !hasPrincipal)
        {
            throw new FormatException("Missing required field Principal");
        }

        var hasResource = statement.Resources is not null || statement.NotResources is not null;
        if (kind == PolicyKind.Trust ? hasResource : !hasResource)
        {
            throw new FormatException(
                kind == PolicyKind.Trust ? "Has prohibited field Resource" : "Policy statement must contain resources.");
        }
    }

    private static PrincipalList ReadPrincipals(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return Text(element) is "*"
                ? new PrincipalList(Anyone: true, [], [], [])
                : throw new FormatException($"Invalid principal in policy: {Text(element)}");
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("Invalid principal in policy");
        }

        var principals = new PrincipalList(Anyone: false, [], [], []);
        foreach (var member in element.EnumerateObject())
        {
            var values = Texts(member.Value);
            principals = member.Name switch
            {
                "AWS" => principals with { Aws = values, Anyone = values.Contains("*", StringComparer.Ordinal) },
                "Service" => principals with { Services = values },
                "Federated" => principals with { Federated = values },
                "CanonicalUser" => principals,
                _ => throw new FormatException($"Invalid principal in policy: {member.Name}"),
            };
        }

        return principals;
    }

    private static List<JsonElement> OneOrMany(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];

    internal static List<string> Texts(JsonElement element) => OneOrMany(element).ConvertAll(Text);

    private static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText().ToLowerInvariant(),
        _ => throw new FormatException("Syntax errors in policy."),
    };
}
