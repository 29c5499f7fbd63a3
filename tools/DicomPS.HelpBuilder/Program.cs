using System.Text;
using System.Xml;
using DicomPS.HelpBuilder;

if (args is not [string folder, string outFile])
{
    Console.Error.WriteLine("usage: DicomPS.HelpBuilder <docs folder> <out file>");
    return 1;
}

var commands = new List<CommandHelp>();
bool faulty = false;
foreach (string file in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
{
    try
    {
        if (CommandPage.Parse(file, File.ReadAllText(file), Path.GetFileName(outFile)) is { } command)
        {
            commands.Add(command);
        }
    }
    catch (HelpPageException fault)
    {
        Console.Error.WriteLine(fault);
        faulty = true;
    }
}

if (faulty)
{
    return 1;
}

// Written aside and moved, so that a PowerShell that reads the help meanwhile sees a whole file.
string target = Path.GetFullPath(outFile);
Directory.CreateDirectory(Path.GetDirectoryName(target)!);
string draft = $"{target}.{Environment.ProcessId}.tmp";
var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
using (XmlWriter writer = XmlWriter.Create(draft, settings))
{
    MamlWriter.Write(commands).Save(writer);
}

File.Move(draft, target, overwrite: true);
return 0;
