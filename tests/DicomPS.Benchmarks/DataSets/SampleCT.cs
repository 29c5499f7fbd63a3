using DicomPS.Tests;

namespace DicomPS.Benchmarks.DataSets;

/// <summary>
/// Makes instances such as a CT scanner does: about 100 elements with a few sequences and private ones, and an image of
/// 512 x 512 pixels of 16 bits. The same number always makes the same bytes.
/// </summary>
internal static class SampleCT
{
    private const string Root = "1.2.826.0.1.3680043.9.7484";
    private const int Rows = 512;
    private const int Columns = 512;

    /// <summary>A whole file in Explicit VR Little Endian.</summary>
    internal static byte[] File(int number)
    {
        DataSetBuilder builder = new();
        WriteGeneral(builder, number);
        WriteAcquisition(builder, number);
        WriteImage(builder, number);
        return [.. TestInstances.Meta(TestInstances.CTImageStorage, Instance(number), TestInstances.ExplicitVRLittleEndian), .. builder.ToArray()];
    }

    private static string Instance(int number) => $"{Root}.3.{number / 100}.{number}";

    private static void WriteGeneral(DataSetBuilder builder, int number) => builder
        .Text(0x00080005, "CS", "ISO_IR 100")
        .Text(0x00080008, "CS", @"ORIGINAL\PRIMARY\AXIAL\CT_SOM5 SPI")
        .Text(0x00080012, "DA", "20240131")
        .Text(0x00080013, "TM", "101500.123000")
        .Text(0x00080016, "UI", TestInstances.CTImageStorage)
        .Text(0x00080018, "UI", Instance(number))
        .Text(0x00080020, "DA", "20240131")
        .Text(0x00080021, "DA", "20240131")
        .Text(0x00080022, "DA", "20240131")
        .Text(0x00080023, "DA", "20240131")
        .Text(0x00080030, "TM", "101000.000000")
        .Text(0x00080031, "TM", "101200.000000")
        .Text(0x00080032, "TM", "101300.000000")
        .Text(0x00080033, "TM", "101310.000000")
        .Text(0x00080050, "SH", $"A{number / 500:0000000}")
        .Text(0x00080060, "CS", "CT")
        .Text(0x00080070, "LO", "Benchmark Systems")
        .Text(0x00080080, "LO", "Hospital of Samples")
        .Text(0x00080081, "ST", "1 Sample Street, Sampletown")
        .Text(0x00080090, "PN", "Referrer^Rita")
        .Text(0x00081010, "SH", "CT01")
        .Text(0x00081030, "LO", "Thorax with contrast")
        .Sequence(0x00081032, defined: true, Code("CTTHX", "CT of the thorax"))
        .Text(0x0008103E, "LO", "Lung 1.0 B70f")
        .Text(0x00081040, "LO", "Radiology")
        .Text(0x00081050, "PN", "Performer^Paul")
        .Text(0x00081070, "PN", "Operator^Olga")
        .Text(0x00081090, "LO", "Sample 64")
        .Sequence(0x00081110, defined: false, Reference("1.2.840.10008.3.1.2.3.1", number))
        .Sequence(0x00081140, defined: true, Reference(TestInstances.CTImageStorage, 0), Reference(TestInstances.CTImageStorage, 1))
        .Sequence(0x00082112, defined: false, Reference(TestInstances.CTImageStorage, 2))
        .Text(0x00090010, "LO", "SAMPLE SYSTEMS CT 1")
        .Text(0x00091010, "LO", "reconstruction kernel table")
        .Element(0x00091011, "UN", new byte[96])
        .Text(0x00100010, "PN", $"Sample^Patient {number / 500}")
        .Text(0x00100020, "LO", $"P{number / 500:00000}")
        .Text(0x00100030, "DA", "19500101")
        .Text(0x00100040, "CS", "O")
        .Text(0x00101010, "AS", "074Y")
        .Text(0x00101020, "DS", "1.75")
        .Text(0x00101030, "DS", "75.5")
        .Text(0x001021B0, "LT", "No known allergies. Referred because of a cough that has lasted for three weeks.");

    private static void WriteAcquisition(DataSetBuilder builder, int number) => builder
        .Text(0x00180010, "LO", "Contrast agent 350")
        .Text(0x00180015, "CS", "CHEST")
        .Text(0x00180022, "CS", "HELIX")
        .Text(0x00180050, "DS", "1.00000")
        .Text(0x00180060, "DS", "120")
        .Text(0x00180090, "DS", "500")
        .Text(0x00181000, "LO", "SN-000123")
        .Text(0x00181020, "LO", "VB20B")
        .Text(0x00181030, "LO", "Thorax routine")
        .Text(0x00181040, "LO", "IV")
        .Text(0x00181100, "DS", "360")
        .Text(0x00181110, "DS", "1040")
        .Text(0x00181111, "DS", "570")
        .Text(0x00181120, "DS", "0")
        .Text(0x00181130, "DS", "151.5")
        .Text(0x00181140, "CS", "CW")
        .Text(0x00181150, "IS", "500")
        .Text(0x00181151, "IS", "210")
        .Text(0x00181152, "IS", "105")
        .Text(0x00181160, "SH", "FLAT")
        .Text(0x00181170, "IS", "25")
        .Text(0x00181190, "DS", "1.2")
        .Text(0x00181200, "DA", "20240130")
        .Text(0x00181210, "SH", "B70f")
        .Text(0x00185100, "CS", "HFS")
        .Text(0x00189345, "FD", "")
        .Text(0x0020000D, "UI", $"{Root}.1.{number / 500}")
        .Text(0x0020000E, "UI", $"{Root}.2.{number / 100}")
        .Text(0x00200010, "SH", $"{number / 500}")
        .Text(0x00200011, "IS", $"{number / 100}")
        .Text(0x00200012, "IS", "2")
        .Text(0x00200013, "IS", $"{number % 100}")
        .Text(0x00200032, "DS", $@"-170.166015625\-170.166015625\{-100 - (number % 100)}.5")
        .Text(0x00200037, "DS", @"1\0\0\0\1\0")
        .Text(0x00200052, "UI", $"{Root}.4.{number / 500}")
        .Text(0x00201040, "LO", "")
        .Text(0x00201041, "DS", $"{-100 - (number % 100)}.5")
        .Text(0x00204000, "LT", "AP 75");

    private static void WriteImage(DataSetBuilder builder, int number)
    {
        byte[] pixels = new byte[Rows * Columns * sizeof(ushort)];
        new Random(number).NextBytes(pixels);
        builder
            .Words16(0x00280002, "US", 1)
            .Text(0x00280004, "CS", "MONOCHROME2")
            .Words16(0x00280010, "US", Rows)
            .Words16(0x00280011, "US", Columns)
            .Text(0x00280030, "DS", @"0.6640625\0.6640625")
            .Words16(0x00280100, "US", 16)
            .Words16(0x00280101, "US", 12)
            .Words16(0x00280102, "US", 11)
            .Words16(0x00280103, "US", 0)
            .Words16(0x00280106, "US", 0)
            .Words16(0x00280107, "US", 4095)
            .Text(0x00281050, "DS", @"-500\50")
            .Text(0x00281051, "DS", @"1500\350")
            .Text(0x00281052, "DS", "-1024")
            .Text(0x00281053, "DS", "1")
            .Text(0x00281055, "LO", @"LUNG\SOFT")
            .Text(0x00321060, "LO", "CT thorax")
            .Text(0x00400244, "DA", "20240131")
            .Text(0x00400245, "TM", "101000.000000")
            .Sequence(0x00400275, defined: true, item =>
            {
                item.Text(0x00400007, "LO", "CT thorax");
                item.Sequence(0x00400008, defined: true, Code("CTTHX", "CT of the thorax"));
                item.Text(0x00400009, "SH", "SPS1");
            })
            .Element(0x7FE00010, "OW", pixels);
    }

    private static Action<DataSetBuilder> Code(string value, string meaning) => item => item
        .Text(0x00080100, "SH", value)
        .Text(0x00080102, "SH", "99SAMPLE")
        .Text(0x00080104, "LO", meaning);

    private static Action<DataSetBuilder> Reference(string sopClass, int number) => item => item
        .Text(0x00081150, "UI", sopClass)
        .Text(0x00081155, "UI", Instance(number));
}
