using System.Management.Automation;
using System.Management.Automation.Runspaces;
var iss = InitialSessionState.CreateDefault2();
using var rs = RunspaceFactory.CreateRunspace(iss); rs.Open();
using var ps = PowerShell.Create(rs);
ps.AddScript(args.Length > 0 ? args[0] : "$PSVersionTable.PSVersion; Get-Command | % { $_.Name }; Get-Module; [System.Management.Automation.PSSerializer]::Serialize(1)");
ps.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
foreach (var o in ps.Invoke()) Console.WriteLine(o);
foreach (var e in ps.Streams.Error) Console.WriteLine("ERR " + e);
