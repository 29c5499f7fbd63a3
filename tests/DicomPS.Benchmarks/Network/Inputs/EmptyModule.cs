using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Reflection.Emit;
using DicomPS.Tests;
using TypeAttributes = System.Reflection.TypeAttributes;

namespace DicomPS.Benchmarks.Network.Inputs;

/// <summary>
/// A binary module with as many cmdlets as DicomPS that do nothing, without types: what PowerShell itself takes to import one.
/// </summary>
internal static class EmptyModule
{
    private const string Name = "EmptyModule";

    private const string View = """
        <Configuration>
          <ViewDefinitions>
            <View>
              <Name>Empty</Name>
              <ViewSelectedBy><TypeName>EmptyModule.Nothing</TypeName></ViewSelectedBy>
              <ListControl>
                <ListEntries><ListEntry><ListItems><ListItem><PropertyName>Nothing</PropertyName></ListItem></ListItems></ListEntry></ListEntries>
              </ListControl>
            </View>
          </ViewDefinitions>
        </Configuration>
        """;

    /// <summary>Writes it into a folder, and says where its manifest is.</summary>
    /// <param name="folder">The folder; it is made.</param>
    /// <param name="hasView">Whether it has a file with a view, as most modules do.</param>
    internal static string Write(string folder, bool hasView)
    {
        Directory.CreateDirectory(folder);
        if (hasView)
        {
            File.WriteAllText(Path.Combine(folder, Name + ".format.ps1xml"), View);
        }

        string[] cmdlets = [.. Cmdlets()];
        PersistedAssemblyBuilder assembly = new(new AssemblyName(Name), typeof(object).Assembly);
        ModuleBuilder module = assembly.DefineDynamicModule(Name);
        ConstructorInfo attribute = typeof(CmdletAttribute).GetConstructor([typeof(string), typeof(string)])!;
        foreach (string cmdlet in cmdlets)
        {
            TypeBuilder type = module.DefineType(cmdlet.Replace("-", null, StringComparison.Ordinal), TypeAttributes.Public | TypeAttributes.Sealed, typeof(PSCmdlet));
            type.SetCustomAttribute(new CustomAttributeBuilder(attribute, cmdlet.Split('-')));
            type.CreateType();
        }

        assembly.Save(Path.Combine(folder, Name + ".dll"));
        string manifest = Path.Combine(folder, Name + ".psd1");
        string names = string.Join(", ", cmdlets.Select(cmdlet => $"'{cmdlet}'"));
        File.WriteAllText(manifest, $$"""
            @{
                RootModule = '{{Name}}.dll'
                ModuleVersion = '1.0'
                GUID = '2f7d4b0e-8f0c-4b57-93f2-5a3a1f2a9a10'
                PowerShellVersion = '7.4'
                FunctionsToExport = @()
                FormatsToProcess = @({{(hasView ? $"'{Name}.format.ps1xml'" : string.Empty)}})
                CmdletsToExport = @({{names}})
                VariablesToExport = @()
                AliasesToExport = @()
            }
            """);
        return manifest;
    }

    private static IEnumerable<string> Cmdlets()
    {
        Ast manifest = Parser.ParseFile(RepositoryRoot.Combine("DicomPS.psd1"), out _, out _);
        Hashtable keys = (Hashtable)manifest.Find(node => node is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
        return ((object[])keys["CmdletsToExport"]!).Select(name => ((string)name).Replace("Dicom", "Empty", StringComparison.Ordinal));
    }
}
