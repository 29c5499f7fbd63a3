using System.Globalization;
using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Tells a peer of an event of an instance of a normalised SOP class (N-EVENT-REPORT).</summary>
[Cmdlet(VerbsCommunications.Send, "DicomEventReport", SupportsShouldProcess = true, DefaultParameterSetName = ByHost)]
[OutputType(typeof(DimseResult))]
public sealed class SendDicomEventReportCommand : InformationCommand
{
    /// <summary>What has happened: a number that the SOP class defines.</summary>
    [Parameter(Mandatory = true)]
    public ushort EventTypeId { get; set; }

    /// <inheritdoc/>
    private protected override string RequestName => $"N-EVENT-REPORT {EventTypeId.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    private protected override string? Action => $"Report event {EventTypeId.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    private protected override bool IsProvider => true;

    /// <inheritdoc/>
    private protected override Task<DimseResult> RequestAsync(Association association, DimseRequestOptions options, CancellationToken cancellationToken) =>
        association.ReportEventAsync(SopClass, SopInstanceUid, EventTypeId, Information, options, cancellationToken);
}
