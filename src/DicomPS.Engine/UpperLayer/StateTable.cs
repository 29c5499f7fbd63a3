using static DicomPS.Engine.UpperLayer.UpperLayerAction;
using static DicomPS.Engine.UpperLayer.UpperLayerState;

namespace DicomPS.Engine.UpperLayer;

/// <summary>The state transition table of the upper layer (PS3.8 section 9.2.3, table 9-10), as data.</summary>
public static class StateTable
{
    /// <summary>A blank cell: the event cannot happen in that state, or is an error of the local user.</summary>
    private const UpperLayerAction None = 0;

    /// <summary>The actions of table 9-10, one row for each event, one column for each state.</summary>
    private static readonly UpperLayerAction[,] s_actions =
    {
        //            Sta1  Sta2  Sta3  Sta4  Sta5  Sta6  Sta7  Sta8  Sta9  Sta10 Sta11 Sta12 Sta13
        /* Evt1  */ { AE1,  None, None, None, None, None, None, None, None, None, None, None, None },
        /* Evt2  */ { None, None, None, AE2,  None, None, None, None, None, None, None, None, None },
        /* Evt3  */ { None, AA1,  AA8,  None, AE3,  AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA6 },
        /* Evt4  */ { None, AA1,  AA8,  None, AE4,  AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA6 },
        /* Evt5  */ { AE5,  None, None, None, None, None, None, None, None, None, None, None, None },
        /* Evt6  */ { None, AE6,  AA8,  None, AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA7 },
        /* Evt7  */ { None, None, AE7,  None, None, None, None, None, None, None, None, None, None },
        /* Evt8  */ { None, None, AE8,  None, None, None, None, None, None, None, None, None, None },
        /* Evt9  */ { None, None, None, None, None, DT1,  None, AR7,  None, None, None, None, None },
        /* Evt10 */ { None, AA1,  AA8,  None, AA8,  DT2,  AR6,  AA8,  AA8,  AA8,  AA8,  AA8,  AA6 },
        /* Evt11 */ { None, None, None, None, None, AR1,  None, None, None, None, None, None, None },
        /* Evt12 */ { None, AA1,  AA8,  None, AA8,  AR2,  AR8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA6 },
        /* Evt13 */ { None, AA1,  AA8,  None, AA8,  AA8,  AR3,  AA8,  AA8,  AR10, AR3,  AA8,  AA6 },
        /* Evt14 */ { None, None, None, None, None, None, None, AR4,  AR9,  None, None, AR4,  None },
        /* Evt15 */ { None, None, AA1,  AA2,  AA1,  AA1,  AA1,  AA1,  AA1,  AA1,  AA1,  AA1,  None },
        /* Evt16 */ { None, AA2,  AA3,  None, AA3,  AA3,  AA3,  AA3,  AA3,  AA3,  AA3,  AA3,  AA2 },
        /* Evt17 */ { None, AA5,  AA4,  AA4,  AA4,  AA4,  AA4,  AA4,  AA4,  AA4,  AA4,  AA4,  AR5 },
        /* Evt18 */ { None, AA2,  None, None, None, None, None, None, None, None, None, None, AA2 },
        /* Evt19 */ { None, AA1,  AA8,  None, AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA8,  AA7 },
    };

    /// <summary>What an event does in a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="happened">The event.</param>
    /// <param name="transition">The action and the next state, if the cell has any.</param>
    /// <returns>False if the table's cell is blank.</returns>
    public static bool TryGet(UpperLayerState state, UpperLayerEvent happened, out Transition transition)
    {
        UpperLayerAction action = s_actions[(int)happened - 1, (int)state - 1];
        transition = action == None ? default : Follow(action);
        return action != None;
    }

    /// <summary>
    /// The next state, which tables 9-6 to 9-9 give for each action: the cells of table 9-10 only repeat it.
    /// </summary>
    private static Transition Follow(UpperLayerAction action) => action switch
    {
        AE1 => new(action, Sta4),
        AE2 => new(action, Sta5),
        AE5 => new(action, Sta2),
        AE6 => new(action, Sta3, Otherwise: Sta13),
        AE3 or AE7 or DT1 or DT2 => new(action, Sta6),
        AR1 or AR6 => new(action, Sta7),
        AR2 or AR7 => new(action, Sta8),
        AR8 => new(action, Sta9, Otherwise: Sta10),
        AR9 => new(action, Sta11),
        AR10 => new(action, Sta12),
        AE8 or AR4 or AA1 or AA6 or AA7 or AA8 => new(action, Sta13),
        _ => new(action, Sta1), // AE-4, AR-3, AR-5, AA-2 to AA-5: the connection is gone
    };
}
