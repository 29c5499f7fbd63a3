using DicomPS.Benchmarks.DataSets;
using DicomPS.Engine.Data;
using DicomPS.Tests;

namespace DicomPS.Benchmarks.Network.Inputs;

/// <summary>The instances of the benchmark. The same number always makes the same bytes.</summary>
internal static class GeneratedInstances
{
    private const string Root = "1.2.826.0.1.3680043.9.7484.9";
    private const string MultiFrameClass = "1.2.840.10008.5.1.4.1.1.7.3";
    private const int FrameSide = 1024;
    private const int FrameLength = FrameSide * FrameSide * sizeof(ushort);

    /// <summary>The study of all of them, and their series.</summary>
    internal const string Study = Root + ".1";

    /// <inheritdoc cref="Study"/>
    internal const string Series = Root + ".2";

    /// <summary>A CT image of 525 KB. Its sequences have defined lengths, as DCMTK sends them: its bytes can be counted.</summary>
    internal static void WriteCT(string path, int number) =>
        DicomFile.Read(SampleCT.File(number)).Save(path, new FileWriteOptions { SequenceLengths = SequenceLengths.Defined });

    /// <summary>A small image, 1.4 KB.</summary>
    internal static void WriteSmall(string path, int number) => File.WriteAllBytes(path, TestInstances.Part10(
        sopInstanceUid: $"{Root}.3.{number}", studyInstanceUid: Study, seriesInstanceUid: Series, rows: 8));

    /// <summary>A multi-frame image of some megabytes, two a frame.</summary>
    internal static void WriteMultiFrame(string path, int number, int megabytes)
    {
        int frames = megabytes / (FrameLength >> 20);
        string instance = $"{Root}.4.{number}";
        byte[] frame = new byte[FrameLength];
        new Random(number).NextBytes(frame);
        using FileStream file = File.Create(path);
        file.Write(TestInstances.Meta(MultiFrameClass, instance, TestInstances.ExplicitVRLittleEndian));
        file.Write(new DataSetBuilder()
            .Text(0x00080016, "UI", MultiFrameClass)
            .Text(0x00080018, "UI", instance)
            .Text(0x00080020, "DA", "20240131")
            .Text(0x00080060, "CS", "OT")
            .Text(0x00100010, "PN", "Sample^Frames")
            .Text(0x00100020, "LO", "P1")
            .Text(0x0020000D, "UI", Study)
            .Text(0x0020000E, "UI", Series)
            .Text(0x00200013, "IS", $"{number}")
            .Words16(0x00280002, "US", 1)
            .Text(0x00280004, "CS", "MONOCHROME2")
            .Text(0x00280008, "IS", $"{frames}")
            .Words16(0x00280010, "US", FrameSide)
            .Words16(0x00280011, "US", FrameSide)
            .Words16(0x00280100, "US", 16)
            .Words16(0x00280101, "US", 16)
            .Words16(0x00280102, "US", 15)
            .Words16(0x00280103, "US", 0)
            .Header(0x7FE00010, "OW", (uint)(frames * FrameLength))
            .ToArray());
        for (int i = 0; i < frames; i++)
        {
            file.Write(frame);
        }
    }
}
