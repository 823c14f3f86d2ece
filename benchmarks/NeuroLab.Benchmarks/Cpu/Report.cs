using System.Runtime.InteropServices;
using NeuroLab.Backends.Cpu;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>A table that is printed row by row and can replace its section in a document.</summary>
internal sealed class Report
{
    private const string Begin = "<!-- cpu -->", End = "<!-- /cpu -->";

    private readonly List<string> _lines = [];

    public Report(int rounds)
    {
        Line("## CPU compared with libtorch");
        Line();
        Line($"{Processor()}, {Environment.ProcessorCount} cores, {CpuBackend.VectorWidth}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}.");
        Line($"libtorch (TorchSharp-cpu 0.107) in the same process, with one thread and with all; the ratio is to the better of the two. Medians of {rounds} alternating rounds; {DateTime.UtcNow:yyyy-MM-dd}.");
        Line();
        Line($"| work | libtorch, 1 thread | libtorch, {Environment.ProcessorCount} threads | NeuroLab | ratio | aim, at least |");
        Line("| --- | --- | --- | --- | --- | --- |");
    }

    public void Add(string work, string alone, string shared, string ours, double ratio, double aim) =>
        Line($"| {work} | {alone} | {shared} | {ours} | {ratio:F2} | {aim} |");

    public void Note(string text)
    {
        Line();
        Line(text);
    }

    /// <summary>Replaces the section of a document, or appends it.</summary>
    public void WriteTo(string path)
    {
        var section = $"{Begin}\n{string.Join('\n', _lines)}\n{End}";
        var document = File.Exists(path) ? File.ReadAllText(path) : "# Performance\n\n";
        int from = document.IndexOf(Begin, StringComparison.Ordinal), to = document.IndexOf(End, StringComparison.Ordinal);
        document = from >= 0 && to > from
            ? document[..from] + section + document[(to + End.Length)..]
            : document.TrimEnd() + "\n\n" + section + "\n";
        File.WriteAllText(path + ".new", document);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        var line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private void Line(string text = "")
    {
        _lines.Add(text);
        Console.WriteLine(text);
    }
}
