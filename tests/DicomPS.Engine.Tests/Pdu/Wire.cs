using System.Text;

namespace DicomPS.Engine.Tests.Pdu;

/// <summary>Byte vectors as a person writes them: hexadecimal digits, and text in single quotes.</summary>
internal static class Wire
{
    /// <summary>For example "40 00 0011 '1.2.840.10008.1.2'"; blanks outside of quotes say nothing.</summary>
    public static byte[] Bytes(string vector)
    {
        List<byte> bytes = [];
        string[] parts = vector.Split('\'');
        for (int i = 0; i < parts.Length; i++)
        {
            bytes.AddRange(i % 2 == 1
                ? Encoding.Latin1.GetBytes(parts[i])
                : Convert.FromHexString(string.Concat(parts[i].Where(c => !char.IsWhiteSpace(c)))));
        }

        return [.. bytes];
    }

    /// <summary>So many zeros, as hexadecimal digits.</summary>
    public static string Zeros(int count) => new('0', count * 2);
}
