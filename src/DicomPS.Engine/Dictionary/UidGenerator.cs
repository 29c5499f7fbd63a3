using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace DicomPS.Engine.Dictionary;

/// <summary>Makes new UIDs (PS3.5 section 9, annex B).</summary>
public static class UidGenerator
{
    /// <summary>The root of the UIDs that are made of a UUID (PS3.5 annex B.2).</summary>
    public const string UuidRoot = "2.25";

    /// <summary>The most characters of a root: fewer than 20 random digits behind it would not be unique for certain.</summary>
    public const int MaxRootLength = UidSyntax.MaxLength - 1 - FewestDigits;

    private const int FewestDigits = 20;

    // As many as the largest number of 128 bits has.
    private const int UuidDigits = 39;

    private const int NumberSize = 16;

    /// <summary>Makes a UID of a random UUID, under 2.25: nobody has to own a root for that (PS3.5 annex B.2).</summary>
    public static string Create() => FromUuid(Guid.NewGuid());

    /// <summary>Makes a UID under a root.</summary>
    /// <param name="root">The root, without a dot at its end.</param>
    /// <returns>The root, a dot, and a random number as large as the 64 characters allow, at most of 128 bits.</returns>
    /// <exception cref="ArgumentException">The root is no UID, or longer than 43 characters.</exception>
    public static string Create(string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        if (root.Length > MaxRootLength)
        {
            throw new ArgumentException(
                $"The root '{root}' has {root.Length} characters; with more than {MaxRootLength} no room is left in a UID for a number that is unique.");
        }

        if (UidSyntax.FindFault(root) is { } fault)
        {
            throw new ArgumentException($"The root '{root}' is not a UID: at position {fault.Position}, {fault.Rule}.");
        }

        int digits = UidSyntax.MaxLength - 1 - root.Length;
        UInt128 number = digits >= UuidDigits ? NumberOf(Guid.NewGuid()) : RandomNumber(digits);
        return string.Create(CultureInfo.InvariantCulture, $"{root}.{number}");
    }

    /// <summary>The UID of a UUID: 2.25 and the UUID as one decimal number (PS3.5 annex B.2).</summary>
    /// <param name="uuid">The UUID.</param>
    public static string FromUuid(Guid uuid) => string.Create(CultureInfo.InvariantCulture, $"{UuidRoot}.{NumberOf(uuid)}");

    private static UInt128 NumberOf(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[NumberSize];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static UInt128 RandomNumber(int digits)
    {
        Span<byte> bytes = stackalloc byte[NumberSize];
        RandomNumberGenerator.Fill(bytes);
        UInt128 limit = 1;
        for (; digits > 0; digits--)
        {
            limit *= 10;
        }

        return BinaryPrimitives.ReadUInt128BigEndian(bytes) % limit;
    }
}
