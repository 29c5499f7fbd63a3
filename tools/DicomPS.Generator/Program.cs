using DicomPS.Generator;

// Without arguments the generated files are rewritten; with --check nothing is written, and a stale file is an error.
bool check = args is ["--check"];
if (args.Length > 0 && !check)
{
    Console.Error.WriteLine("usage: DicomPS.Generator [--check]");
    return 2;
}

string root = Repository.FindRoot();
string tables = Path.Combine(root, "tools", "DicomPS.Generator", "tables");
string generated = Path.Combine(root, "src", "DicomPS.Engine", "Dictionary", "Generated");
(string Name, string Text)[] files =
[
    ("UidTable.g.cs", UidTableWriter.Write(TsvTable.Read(Path.Combine(tables, "uids.tsv")))),
    ("StatusTable.g.cs", StatusTableWriter.Write(TsvTable.Read(Path.Combine(tables, "status.tsv")))),
    ("TagTable.g.cs", TagTableWriter.Write(TsvTable.Read(Path.Combine(tables, "tags.tsv")))),
];

bool stale = false;
foreach ((string name, string text) in files)
{
    string path = Path.Combine(generated, name);
    if (File.Exists(path) && File.ReadAllText(path) == text)
    {
        continue;
    }

    stale = true;
    if (check)
    {
        Console.Error.WriteLine($"{name} is stale: run dotnet run --project tools/DicomPS.Generator");
    }
    else
    {
        Directory.CreateDirectory(generated);
        File.WriteAllText(path, text);
        Console.WriteLine($"{name} written");
    }
}

return check && stale ? 1 : 0;
