using System.Globalization;

namespace S3Replicator.LocalAws.Sqs;

/// <summary>An error in the words of both protocols.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">The shape that the JSON protocol names in <c>__type</c>.</param>
/// <param name="Code">The code of the Query protocol, also in <c>x-amzn-query-error</c>.</param>
/// <param name="Message">For people.</param>
internal sealed record SqsError(int Status, string Type, string Code, string Message)
{
    private const string Sqs = "com.amazonaws.sqs#";
    private const string Coral = "com.amazon.coral.service#";
    private const int BadRequest = 400;
    private const int Forbidden = 403;
    private const int NotFound = 404;
    private const string CodePrefix = "AWS.SimpleQueueService.";

    /// <summary>Whose fault it is.</summary>
    public string Blamed => Status < 500 ? "Sender" : "Receiver";

    /// <summary>What the Query protocol says instead, where it differs.</summary>
    public string? QueryMessage { get; init; }

    public static SqsError QueueDoesNotExist { get; } =
        new(BadRequest, Sqs + "QueueDoesNotExist", CodePrefix + "NonExistentQueue", "The specified queue does not exist.")
        {
            QueryMessage = "The specified queue does not exist for this wsdl version.",
        };

    public static SqsError ReceiptHandleIsInvalid(string handle) =>
        new(BadRequest, Sqs + "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", $"The input receipt handle \"{handle}\" is not a valid receipt handle.");

    public static SqsError OverLimit { get; } = new(
        Forbidden,
        Sqs + "OverLimit",
        "OverLimit",
        "The maximum number of in flight messages is reached.");

    public static SqsError InvalidMessageContents { get; } = new(
        BadRequest,
        Sqs + "InvalidMessageContents",
        "InvalidMessageContents",
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");

    public static SqsError EmptyBatchRequest(string entry) => new(
        BadRequest,
        Sqs + "EmptyBatchRequest",
        CodePrefix + "EmptyBatchRequest",
        $"There should be at least one {entry} in the request.");

    public static SqsError TooManyEntries(int count) => new(
        BadRequest,
        Sqs + "TooManyEntriesInBatchRequest",
        CodePrefix + "TooManyEntriesInBatchRequest",
        string.Create(CultureInfo.InvariantCulture, $"Maximum number of entries per request are 10. You have sent {count}."));

    public static SqsError EntryIdsNotDistinct(string id) => new(
        BadRequest, Sqs + "BatchEntryIdsNotDistinct", CodePrefix + "BatchEntryIdsNotDistinct", $"Id {id} repeated.");

    public static SqsError InvalidEntryId { get; } = new(
        BadRequest,
        Sqs + "InvalidBatchEntryId",
        CodePrefix + "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");

    public static SqsError BatchTooLong(long limit, long sent) => new(
        BadRequest,
        Sqs + "BatchRequestTooLong",
        CodePrefix + "BatchRequestTooLong",
        string.Create(CultureInfo.InvariantCulture, $"Batch requests cannot be longer than {limit} bytes. You have sent {sent} bytes."));

    public static SqsError QueueNameExists(string attribute) => new(
        BadRequest,
        Sqs + "QueueNameExists",
        "QueueAlreadyExists",
        $"A queue already exists with the same name and a different value for attribute {attribute}");

    public static SqsError QueueDeletedRecently { get; } = new(
        BadRequest,
        Sqs + "QueueDeletedRecently",
        CodePrefix + "QueueDeletedRecently",
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.");

    public static SqsError PurgeInProgress(string queueName) => new(
        Forbidden,
        Sqs + "PurgeQueueInProgress",
        CodePrefix + "PurgeQueueInProgress",
        $"Only one PurgeQueue operation on {queueName} is allowed every 60 seconds.");

    public static SqsError InvalidAttributeName(string message) =>
        new(BadRequest, Sqs + "InvalidAttributeName", "InvalidAttributeName", message);

    public static SqsError InvalidAttributeValue(string message) =>
        new(BadRequest, Sqs + "InvalidAttributeValue", "InvalidAttributeValue", message);

    public static SqsError InvalidParameter(string message) =>
        new(BadRequest, Coral + "InvalidParameterValueException", "InvalidParameterValue", message);

    public static SqsError MissingParameter(string name) => new(
        BadRequest,
        Coral + "MissingRequiredParameterException",
        "MissingParameter",
        $"The request must contain the parameter {name}.");

    public static SqsError ResourceNotFound(string message) =>
        new(NotFound, Sqs + "ResourceNotFoundException", "ResourceNotFoundException", message);

    public static SqsError AccessDenied(string message) =>
        new(Forbidden, Coral + "AccessDeniedException", "AccessDenied", message);

    public static SqsError Serialization(string message) =>
        new(BadRequest, Coral + "SerializationException", "MalformedInput", message);

    public static SqsError UnknownOperation(string action) => new(
        BadRequest,
        Coral + "UnknownOperationException",
        "InvalidAction",
        $"The action {action} is not valid for this endpoint.");

    public static SqsError UnsupportedOperation(string message) =>
        new(BadRequest, Sqs + "UnsupportedOperation", CodePrefix + "UnsupportedOperation", message);

    /// <summary>An error of what stands before every operation: authentication, limits of requests, faults.</summary>
    public static SqsError OfAnyOperation(int status, string code, string message) => new(
        status,
        code switch
        {
            CodePrefix + "NonExistentQueue" => QueueDoesNotExist.Type,
            "OverLimit" or "RequestThrottled" or "KmsThrottled" or "KmsDisabled" or "KmsAccessDenied" => Sqs + code,
            _ => Coral + code,
        },
        code,
        message);

    public static SqsError MalformedQuery { get; } = new(
        BadRequest, Coral + "SerializationException", "MalformedQueryString", "The query string contains a syntax error.");

    public static SqsError MissingAction { get; } = new(
        BadRequest, Coral + "UnknownOperationException", "MissingAction", "The request must contain the parameter Action.");
}
