using S3Replicator.Core.Rules.Documents;

namespace S3Replicator.Core.Rules.Validation;

// Reports problems of one file by the place where they were written.
internal sealed class FileProblems(string file, ProblemList problems)
{
    public string File => file;

    public bool IsFull => problems.IsFull;

    public void Error(DocumentNode node, string code, string message, string? hint = null) => problems.Error(Problem(node, code, message, hint));

    public void Warning(DocumentNode node, string code, string message, string? hint = null) => problems.Warning(Problem(node, code, message, hint));

    public void NotNative(DocumentNode node, string code, string message, string? hint = null) => problems.NotNative(Problem(node, code, message, hint));

    public void Strict(DocumentNode node, string code, string message, string? hint = null) => problems.Strict(Problem(node, code, message, hint));

    public void Fault(DocumentFault fault) => problems.Error(new RuleProblem(file, fault.Line, fault.Pointer, fault.Code, fault.Message, fault.Hint));

    private RuleProblem Problem(DocumentNode node, string code, string message, string? hint) =>
        new(file, node.Position.Line, node.Position.Pointer, code, message, hint);
}
