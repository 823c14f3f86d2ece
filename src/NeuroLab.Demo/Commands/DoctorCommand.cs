using System.CommandLine;
using System.Text;
using System.Text.Json;
using NeuroLab.Backends.Cpu;
using NeuroLab.Graphics;

namespace NeuroLab.Demo.Commands;

/// <summary><c>neurolab doctor</c>: what this machine offers, a line each, with the remedy where something is missing.</summary>
internal static class DoctorCommand
{
    /// <summary>Everything that is looked at, in the order of the lines.</summary>
    private static readonly DoctorCheck[] Checks =
    [
        new("OpenGL", ExamineOpenGL),
        new("processor", () => new DoctorFinding(true, $"{Environment.ProcessorCount} cores, {CpuBackend.VectorWidth}")),
    ];

    public static Command Create(CommandContext context)
    {
        var json = OptionKinds.Json();
        var verb = new Verb(
            "doctor", "Say what this machine offers and what to install where something is missing.", "", "--json") { json };
        verb.SetAction(parse =>
        {
            if (parse.GetValue(json))
                PrintJson(context.Output);
            else
                PrintLines(context.Output);
            return CommandLine.Success;
        });
        return verb;
    }

    private static DoctorFinding ExamineOpenGL()
    {
        using var context = EglContext.TryCreate(out var reason);
        if (context is null)
            return new DoctorFinding(false, "training works, pictures do not", reason);
        var device = new GraphicsDevice(context.Gl);
        return new DoctorFinding(
            true, $"{device}, compute shaders: {(device.HasCompute ? "yes" : "no (the processor trains)")}");
    }

    private static void PrintLines(TextWriter output)
    {
        foreach (var (name, finding) in Examine())
        {
            var remedy = finding.Remedy is null ? "" : $"; {finding.Remedy}";
            output.WriteLine($"{(finding.IsPresent ? "ok" : "missing"),-8} {name,-12} {finding.Detail}{remedy}");
        }
    }

    private static void PrintJson(TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, finding) in Examine())
            {
                json.WriteStartObject(name);
                json.WriteBoolean("present", finding.IsPresent);
                json.WriteString("detail", finding.Detail);
                json.WriteString("remedy", finding.Remedy);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    // A check that fails is a finding too: the others still have their say.
    private static IEnumerable<(string Name, DoctorFinding Finding)> Examine()
    {
        foreach (var check in Checks)
        {
            DoctorFinding finding;
            try
            {
                finding = check.Examine();
            }
            catch (Exception exception)
            {
                finding = new DoctorFinding(false, $"the check failed: {exception.Message.ReplaceLineEndings(" ")}");
            }
            yield return (check.Name, finding);
        }
    }
}
