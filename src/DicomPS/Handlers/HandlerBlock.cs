using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace DicomPS.Handlers;

/// <summary>A script block that answers requests, and the values of its $using: variables when it was given.</summary>
internal sealed partial class HandlerBlock
{
    private readonly ScriptBlockAst ast;

    private HandlerBlock(string name, ScriptBlock block, Hashtable usingValues)
    {
        Name = name;
        Block = block;
        UsingValues = usingValues;
        ast = block.Ast as ScriptBlockAst ?? ((FunctionDefinitionAst)block.Ast).Body;
    }

    /// <summary>The parameter that it was given for, for messages.</summary>
    internal string Name { get; }

    /// <summary>The block as it was given: it belongs to the caller's runspace, and runs there alone.</summary>
    internal ScriptBlock Block { get; }

    /// <summary>The values of its $using: expressions, by the keys under which PowerShell looks for them.</summary>
    internal Hashtable UsingValues { get; }

    /// <summary>Takes a block over, with the values that its $using: variables have now.</summary>
    /// <param name="name">The parameter that it was given for.</param>
    /// <param name="block">The block.</param>
    /// <param name="session">The caller's session.</param>
    /// <exception cref="ArgumentException">A variable is not there, or its value is a script block.</exception>
    internal static HandlerBlock From(string name, ScriptBlock block, SessionState session)
    {
        Hashtable values = [];
        foreach (UsingExpressionAst expression in block.Ast.FindAll(ast => ast is UsingExpressionAst, searchNestedScriptBlocks: true).Cast<UsingExpressionAst>())
        {
            string variable = NameOf(expression);
            if (session.PSVariable.Get(variable) is null && !variable.Contains(':', StringComparison.Ordinal))
            {
                // A block inside may be for a runspace of its own, whose caller is the handler.
                if (IsInside(expression, block.Ast))
                {
                    continue;
                }

                throw new ArgumentException($"-{name}: there is no variable ${variable} for {expression}.", name);
            }

            object? value = ValueOf(expression, session);
            values[KeyOf(expression)] = value is not (ScriptBlock or PSObject { BaseObject: ScriptBlock })
                ? value
                : throw new ArgumentException(
                    $"-{name}: {expression} is a script block, which runs in its own runspace alone. Define a function in -InitializationScript.", name);
        }

        return new HandlerBlock(name, block, values);
    }

    /// <summary>The same block for another runspace: it keeps its lines for error messages, and nothing of the caller's session.</summary>
    internal ScriptBlock Copy() => ast.GetScriptBlock();

    private static string NameOf(UsingExpressionAst expression)
    {
        VariableExpressionAst variable = (VariableExpressionAst)expression.SubExpression.Find(ast => ast is VariableExpressionAst, searchNestedScriptBlocks: false);
        return variable.VariablePath.UserPath;
    }

    private static bool IsInside(Ast ast, Ast block)
    {
        for (Ast parent = ast.Parent; parent != block; parent = parent.Parent)
        {
            if (parent is ScriptBlockExpressionAst)
            {
                return true;
            }
        }

        return false;
    }

    private static object? ValueOf(UsingExpressionAst expression, SessionState session)
    {
        if (expression.SubExpression is VariableExpressionAst)
        {
            return session.PSVariable.GetValue(NameOf(expression));
        }

        // A property or an item of a variable: looked up in the caller's scope. The comma keeps a list in one piece.
        string text = UsingPrefix().Replace(expression.ToString(), "$$$1");
        return session.InvokeCommand.InvokeScript(session, ScriptBlock.Create($", ({text})")) is [var one, ..] ? one?.BaseObject : null;
    }

    // As PowerShell itself builds it: the text in UTF-16 and base64, a variable's in lower case.
    private static string KeyOf(UsingExpressionAst expression)
    {
        string text = expression.ToString();
        return Convert.ToBase64String(Encoding.Unicode.GetBytes(expression.SubExpression is VariableExpressionAst ? text.ToLowerInvariant() : text));
    }

    [GeneratedRegex(@"^[$@](\{?)using:", RegexOptions.IgnoreCase)]
    private static partial Regex UsingPrefix();
}
