using System.Reflection;
using System.Text;

namespace NeuroLab.Graphics;

/// <summary>
/// Loads the shaders embedded in the assembly and resolves their includes. A line `#include "name"` inserts, once per
/// shader, the injected text of that name or else the file `shaders/include/name`. Thread-safe.
/// </summary>
internal static class ShaderLibrary
{
    private const string Root = "shaders/";
    private static readonly Assembly Assembly = typeof(ShaderLibrary).Assembly;

    /// <summary>The paths of all shaders, such as "render/surface.frag".</summary>
    public static IReadOnlyList<string> Paths =>
    [
        .. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Select(name => name[Root.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Composes a shader of the assembly.</summary>
    /// <param name="path">Below shaders/, such as "render/surface.frag".</param>
    /// <param name="defines">Lines inserted after the `#version` line, such as "#define ROWS 4".</param>
    /// <param name="injected">Texts by include name.</param>
    public static ShaderSource Load(
        string path, string defines = "", IReadOnlyDictionary<string, string>? injected = null) =>
        Compose(path, Read(path) ?? throw new ShaderException($"there is no shader '{path}'"), defines, injected);

    /// <summary>Composes a shader from text that starts with a `#version` line; `name` appears in errors.</summary>
    public static ShaderSource Compose(
        string name, string text, string defines = "", IReadOnlyDictionary<string, string>? injected = null)
    {
        var files = new List<string>();
        var output = new StringBuilder();
        Expand(name, text, defines, injected, files, output);
        return new ShaderSource(output.ToString(), files);
    }

    private static void Expand(
        string name, string text, string defines, IReadOnlyDictionary<string, string>? injected,
        List<string> files, StringBuilder output)
    {
        var file = files.Count;
        files.Add(name);
        if (file > 0) output.Append("#line 1 ").Append(file).Append('\n');
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.StartsWith("#version"))
            {
                output.Append(line).Append('\n');
                if (defines.Length > 0) output.Append(defines).Append('\n');
                output.Append($"#line {number + 1} {file}\n");
            }
            else if (IncludedName(line) is { } include)
            {
                if (files.Contains(include))
                {
                    output.Append("\n");
                    continue;
                }
                var included = injected?.GetValueOrDefault(include) ?? Read("include/" + include)
                    ?? throw new ShaderException($"{name}:{number}: there is no include '{include}'");
                Expand(include, included, "", injected, files, output);
                output.Append($"#line {number + 1} {file}\n");
            }
            else
            {
                output.Append(line).Append('\n');
            }
        }
    }

    private static string? IncludedName(ReadOnlySpan<char> line)
    {
        const string Directive = "#include";
        line = line.Trim();
        return line.StartsWith(Directive) ? line[Directive.Length..].Trim().Trim('"').ToString() : null;
    }

    private static string? Read(string path)
    {
        using var stream = Assembly.GetManifestResourceStream(Root + path);
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
