using DicomPS.Engine.UpperLayer;
using Xunit;

namespace DicomPS.Engine.Tests.UpperLayer;

public class StateTableTests
{
    /// <summary>
    /// Table 9-10 of PS3.8, written down apart from the engine's: events downwards, states across; each cell the action
    /// and the number of the next state, or of both possible ones; a dot where it is blank.
    /// </summary>
    private const string Table = """
        1  AE-1:4 .        .       .      .       .       .         .       .       .        .       .       .
        2  .      .        .       AE-2:5 .       .       .         .       .       .        .       .       .
        3  .      AA-1:13  AA-8:13 .      AE-3:6  AA-8:13 AA-8:13   AA-8:13 AA-8:13 AA-8:13  AA-8:13 AA-8:13 AA-6:13
        4  .      AA-1:13  AA-8:13 .      AE-4:1  AA-8:13 AA-8:13   AA-8:13 AA-8:13 AA-8:13  AA-8:13 AA-8:13 AA-6:13
        5  AE-5:2 .        .       .      .       .       .         .       .       .        .       .       .
        6  .      AE-6:3/13 AA-8:13 .     AA-8:13 AA-8:13 AA-8:13   AA-8:13 AA-8:13 AA-8:13  AA-8:13 AA-8:13 AA-7:13
        7  .      .        AE-7:6  .      .       .       .         .       .       .        .       .       .
        8  .      .        AE-8:13 .      .       .       .         .       .       .        .       .       .
        9  .      .        .       .      .       DT-1:6  .         AR-7:8  .       .        .       .       .
        10 .      AA-1:13  AA-8:13 .      AA-8:13 DT-2:6  AR-6:7    AA-8:13 AA-8:13 AA-8:13  AA-8:13 AA-8:13 AA-6:13
        11 .      .        .       .      .       AR-1:7  .         .       .       .        .       .       .
        12 .      AA-1:13  AA-8:13 .      AA-8:13 AR-2:8  AR-8:9/10 AA-8:13 AA-8:13 AA-8:13  AA-8:13 AA-8:13 AA-6:13
        13 .      AA-1:13  AA-8:13 .      AA-8:13 AA-8:13 AR-3:1    AA-8:13 AA-8:13 AR-10:12 AR-3:1  AA-8:13 AA-6:13
        14 .      .        .       .      .       .       .         AR-4:13 AR-9:11 .        .       AR-4:13 .
        15 .      .        AA-1:13 AA-2:1 AA-1:13 AA-1:13 AA-1:13   AA-1:13 AA-1:13 AA-1:13  AA-1:13 AA-1:13 .
        16 .      AA-2:1   AA-3:1  .      AA-3:1  AA-3:1  AA-3:1    AA-3:1  AA-3:1  AA-3:1   AA-3:1  AA-3:1  AA-2:1
        17 .      AA-5:1   AA-4:1  AA-4:1 AA-4:1  AA-4:1  AA-4:1    AA-4:1  AA-4:1  AA-4:1   AA-4:1  AA-4:1  AR-5:1
        18 .      AA-2:1   .       .      .       .       .         .       .       .        .       .       AA-2:1
        19 .      AA-1:13  AA-8:13 .      AA-8:13 AA-8:13 AA-8:13   AA-8:13 AA-8:13 AA-8:13  AA-8:13 AA-8:13 AA-7:13
        """;

    public static TheoryData<UpperLayerState, UpperLayerEvent, string> Cells
    {
        get
        {
            TheoryData<UpperLayerState, UpperLayerEvent, string> cells = [];
            foreach (string line in Table.Split('\n'))
            {
                string[] row = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                var happened = (UpperLayerEvent)int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture);
                for (int state = 1; state < row.Length; state++)
                {
                    cells.Add((UpperLayerState)state, happened, row[state]);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_cell_is_that_of_the_standard(UpperLayerState state, UpperLayerEvent happened, string cell)
    {
        bool found = StateTable.TryGet(state, happened, out Transition transition);

        Assert.Equal(cell, found ? Render(transition) : ".");
        Assert.Equal(found, transition != default);
    }

    [Fact]
    public void The_table_has_13_states_and_19_events()
    {
        Assert.Equal(13 * 19, Cells.Count);
        Assert.Equal(Enumerable.Range(1, 13), Enum.GetValues<UpperLayerState>().Select(s => (int)s));
        Assert.Equal(Enumerable.Range(1, 19), Enum.GetValues<UpperLayerEvent>().Select(e => (int)e));
        Assert.Equal(28, Enum.GetValues<UpperLayerAction>().Length);
    }

    /// <summary>The events that have a name of their own in the engine stand in the table's order.</summary>
    [Theory]
    [InlineData(UpperLayerEvent.AssociateRequest, 1)]
    [InlineData(UpperLayerEvent.TransportIndication, 5)]
    [InlineData(UpperLayerEvent.DataRequest, 9)]
    [InlineData(UpperLayerEvent.DataReceived, 10)]
    [InlineData(UpperLayerEvent.ReleaseRqReceived, 12)]
    [InlineData(UpperLayerEvent.AbortRequest, 15)]
    [InlineData(UpperLayerEvent.TransportClosed, 17)]
    [InlineData(UpperLayerEvent.InvalidPdu, 19)]
    public void Events_have_the_numbers_of_the_standard(UpperLayerEvent happened, int number) =>
        Assert.Equal(number, (int)happened);

    private static string Render(Transition transition)
    {
        string action = transition.Action.ToString().Insert(2, "-");
        string otherwise = transition.Otherwise is UpperLayerState state ? $"/{(int)state}" : string.Empty;
        return $"{action}:{(int)transition.Next}{otherwise}";
    }
}
