# Makes small, valid DICOM files for the examples, byte by byte: a file is a preamble, 'DICM', a meta header and a data
# set of elements (tag, value representation, length, value), in ascending order of the tags (PS3.10 section 7, PS3.5
# section 7.1.2). To be dot-sourced.

function Write-SampleElement([IO.BinaryWriter] $Writer, [uint32] $Tag, [string] $VR, $Value) {
    [byte[]] $bytes = switch ($VR) {
        'US' { [BitConverter]::GetBytes([uint16] $Value) }
        'UL' { [BitConverter]::GetBytes([uint32] $Value) }
        { $_ -in 'OB', 'OW' } { $Value }
        default {
            # Values have an even length: UIDs are padded with a NUL, other text with a space.
            if ($Value.Length % 2) { $Value += if ($VR -eq 'UI') { [char] 0 } else { ' ' } }
            [Text.Encoding]::ASCII.GetBytes($Value)
        }
    }
    $Writer.Write([uint16] ($Tag -shr 16))
    $Writer.Write([uint16] ($Tag -band 0xFFFF))
    $Writer.Write([Text.Encoding]::ASCII.GetBytes($VR))
    if ($VR -in 'OB', 'OW') { $Writer.Write([uint16] 0); $Writer.Write([uint32] $bytes.Length) }
    else { $Writer.Write([uint16] $bytes.Length) }
    $Writer.Write($bytes)
}

# A new UID: 2.25 and a UUID as a decimal number (PS3.5 annex B.2).
function Get-SampleUid {
    $bytes = [guid]::NewGuid().ToByteArray() + [byte] 0
    '2.25.' + [Numerics.BigInteger]::new($bytes)
}

# One row of RLE: every row of the sample image is one colour, so it becomes 'repeat' and the colour (PS3.5 annex G).
function Get-SampleRleFragment([int] $Size) {
    [byte[]] $segment = foreach ($row in 0..($Size - 1)) { 257 - $Size; $row * 8 % 256 }
    $header = [byte[]]::new(64)
    $header[0] = 1
    $header[4] = 64
    [byte[]] ($header + $segment)
}

function New-SampleFile([Parameter(Mandatory)] [string] $Path) {
    $null = [IO.Directory]::CreateDirectory($Path)
    $explicit = '1.2.840.10008.1.2.1'
    $rle = '1.2.840.10008.1.2.5'
    $kinds = @(
        @{ Name = 'ct.dcm'; SopClass = '1.2.840.10008.5.1.4.1.1.2'; Modality = 'CT'; TransferSyntax = $explicit }
        @{ Name = 'mr.dcm'; SopClass = '1.2.840.10008.5.1.4.1.1.4'; Modality = 'MR'; TransferSyntax = $explicit }
        @{ Name = 'capture-rle.dcm'; SopClass = '1.2.840.10008.5.1.4.1.1.7'; Modality = 'OT'; TransferSyntax = $rle }
        @{ Name = 'report.dcm'; SopClass = '1.2.840.10008.5.1.4.1.1.88.11'; Modality = 'SR'; TransferSyntax = $explicit }
    )
    $study = Get-SampleUid
    foreach ($kind in $kinds) {
        $instance = Get-SampleUid
        $size = 32
        $file = [IO.Path]::Combine($Path, $kind.Name)
        $writer = [IO.BinaryWriter]::new([IO.File]::Create($file))
        $meta = [IO.BinaryWriter]::new([IO.MemoryStream]::new())
        try {
            Write-SampleElement $meta 0x00020001 'OB' ([byte[]] (0, 1))
            Write-SampleElement $meta 0x00020002 'UI' $kind.SopClass
            Write-SampleElement $meta 0x00020003 'UI' $instance
            Write-SampleElement $meta 0x00020010 'UI' $kind.TransferSyntax
            Write-SampleElement $meta 0x00020012 'UI' (Get-SampleUid)
            $header = $meta.BaseStream.ToArray()

            $writer.Write([byte[]]::new(128))
            $writer.Write([Text.Encoding]::ASCII.GetBytes('DICM'))
            Write-SampleElement $writer 0x00020000 'UL' $header.Length
            $writer.Write($header)

            Write-SampleElement $writer 0x00080016 'UI' $kind.SopClass
            Write-SampleElement $writer 0x00080018 'UI' $instance
            Write-SampleElement $writer 0x00080020 'DA' '20260101'
            Write-SampleElement $writer 0x00080060 'CS' $kind.Modality
            Write-SampleElement $writer 0x00100010 'PN' 'Sample^Patient'
            Write-SampleElement $writer 0x00100020 'LO' 'SAMPLE-1'
            Write-SampleElement $writer 0x0020000D 'UI' $study
            Write-SampleElement $writer 0x0020000E 'UI' (Get-SampleUid)
            if ($kind.Modality -ne 'SR') {
                $bits = if ($kind.TransferSyntax -eq $rle) { 8 } else { 16 }
                Write-SampleElement $writer 0x00280002 'US' 1
                Write-SampleElement $writer 0x00280004 'CS' 'MONOCHROME2'
                Write-SampleElement $writer 0x00280010 'US' $size
                Write-SampleElement $writer 0x00280011 'US' $size
                Write-SampleElement $writer 0x00280100 'US' $bits
                Write-SampleElement $writer 0x00280101 'US' $bits
                Write-SampleElement $writer 0x00280102 'US' ($bits - 1)
                Write-SampleElement $writer 0x00280103 'US' 0
                if ($kind.TransferSyntax -eq $rle) {
                    # Encapsulated: undefined length, an empty offset table, one fragment, a delimiter (PS3.5 annex A.4).
                    $fragment = Get-SampleRleFragment $size
                    $writer.Write([byte[]] (0xE0, 0x7F, 0x10, 0x00, 0x4F, 0x42, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF))
                    $writer.Write([byte[]] (0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0))
                    $writer.Write([byte[]] (0xFE, 0xFF, 0x00, 0xE0))
                    $writer.Write([uint32] $fragment.Length)
                    $writer.Write([byte[]] $fragment)
                    $writer.Write([byte[]] (0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0))
                }
                else {
                    [byte[]] $pixels = foreach ($i in 1..($size * $size)) { $i % 256; [Math]::Floor($i / 256) }
                    Write-SampleElement $writer 0x7FE00010 'OW' $pixels
                }
            }
        }
        finally {
            $writer.Dispose()
            $meta.Dispose()
        }
        [IO.FileInfo] $file
    }
}

# The bytes of a file behind its meta header, whose length the header's first element tells.
function Get-DataSetByte([string] $Path) {
    $bytes = [IO.File]::ReadAllBytes($Path)
    $start = 144 + [BitConverter]::ToUInt32($bytes, 140)
    , [byte[]] $bytes[$start..($bytes.Length - 1)]
}
