namespace DicomPS.Engine.Dictionary;

/// <summary>The status of a DIMSE response in words (PS3.7 annex C, and the service classes of PS3.4).</summary>
/// <param name="Code">The status code (0000,0900).</param>
/// <param name="Category">What the code says of the operation.</param>
/// <param name="Meaning">What the standard says of the code; empty where category and code say all, or the code is not of the standard.</param>
public readonly record struct DicomStatus(ushort Code, DicomStatusCategory Category, string Meaning)
{
    private static readonly Lazy<StatusRow[]> Rows = new(StatusRow.ReadTable);

    /// <summary>Whether the code is 0000.</summary>
    public bool IsSuccess => Category == DicomStatusCategory.Success;

    /// <summary>Explains a status code.</summary>
    /// <param name="code">The status code.</param>
    /// <param name="service">The service class whose meanings come first; None for the general ones alone.</param>
    /// <param name="commandField">The command field of the request or its response (PS3.7 section E.1), where the
    /// meanings differ within a service class, as those of C-FIND, C-GET and C-MOVE do; zero where it is not known.</param>
    public static DicomStatus Of(ushort code, DicomServiceClass service, ushort commandField = 0)
    {
        // The answer to nearly every message needs no table.
        if (code == StatusCodes.Success)
        {
            return new DicomStatus(code, DicomStatusCategory.Success, "");
        }

        // Every match of a query has one, so it is looked up without more ado than a pass over the table.
        DicomServiceClass table = TableOf(service);
        int request = commandField & 0x7FFF;
        StatusRow? row = null;
        int best = int.MaxValue;
        foreach (StatusRow candidate in Rows.Value)
        {
            int rank = candidate.Service == DicomServiceClass.None ? 2
                : candidate.Service != table ? int.MaxValue
                : candidate.CommandField == request ? 0 : 1;
            if (rank < best && candidate.Includes(code))
            {
                (row, best) = (candidate, rank);
            }
        }

        return row is null
            ? new DicomStatus(code, CategoryOf(code), "")
            : new DicomStatus(code, row.Category, row.Meaning);
    }

    /// <summary>Classifies a code by its range alone (PS3.7 annex C); a code in no range is a failure.</summary>
    /// <param name="code">The status code.</param>
    public static DicomStatusCategory CategoryOf(ushort code) => code switch
    {
        0x0000 => DicomStatusCategory.Success,
        0xFF00 or 0xFF01 => DicomStatusCategory.Pending,
        0xFE00 => DicomStatusCategory.Cancel,
        0x0001 or 0x0107 or 0x0116 or (>= 0xB000 and <= 0xBFFF) => DicomStatusCategory.Warning,
        _ => DicomStatusCategory.Failure,
    };

    /// <summary>The code in hexadecimal, the category, and the meaning where there is one.</summary>
    public override string ToString() =>
        string.IsNullOrEmpty(Meaning) ? $"{Code:X4} {Category}" : $"{Code:X4} {Category}: {Meaning}";

    // The query/retrieve services of other objects than images answer with the statuses of PS3.4 annex C.
    private static DicomServiceClass TableOf(DicomServiceClass service) => service switch
    {
        DicomServiceClass.HangingProtocol or DicomServiceClass.ColorPalette or DicomServiceClass.ImplantTemplate
            or DicomServiceClass.DefinedProcedure or DicomServiceClass.ProtocolApproval
            or DicomServiceClass.Inventory => DicomServiceClass.QueryRetrieve,
        _ => service,
    };
}
