namespace DicomPS.Engine.Pdu;

/// <summary>The asynchronous operations window sub-item (PS3.7 section D.3.3.3): 0 stands for no limit.</summary>
/// <param name="MaximumInvoked">Bytes 5-6, maximum-number-operations-invoked.</param>
/// <param name="MaximumPerformed">Bytes 7-8, maximum-number-operations-performed.</param>
public readonly record struct AsynchronousOperationsWindow(ushort MaximumInvoked, ushort MaximumPerformed)
{
    internal static AsynchronousOperationsWindow Read(ref PduReader reader)
    {
        AsynchronousOperationsWindow window = new(
            reader.UInt16("maximum number of operations invoked"),
            reader.UInt16("maximum number of operations performed"));
        reader.ExpectEnd();
        return window;
    }

    internal void Write(PduWriter writer)
    {
        int item = writer.BeginItem(ItemType.AsynchronousOperationsWindow);
        writer.UInt16(MaximumInvoked);
        writer.UInt16(MaximumPerformed);
        writer.EndItem(item);
    }
}
