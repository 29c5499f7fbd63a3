using System.Management.Automation;
using DicomPS.Binding;

namespace DicomPS.Adapter;

/// <summary>
/// What went wrong with a property of a data set. PowerShell shows the message of such an exception, and of no other;
/// the error record is that of the fault itself.
/// </summary>
internal sealed class PropertyFault : SetValueInvocationException
{
    private readonly ErrorRecord record;

    internal PropertyFault(string message, Exception fault, object target)
        : base(message, fault)
    {
        ErrorRecord cause = ErrorRecords.Create(fault, target);
        record = new ErrorRecord(
            new ParentContainsErrorRecordException(this), cause.FullyQualifiedErrorId, cause.CategoryInfo.Category, target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = cause.ErrorDetails?.RecommendedAction ?? string.Empty },
        };
    }

    /// <inheritdoc/>
    public override ErrorRecord ErrorRecord => record;
}
