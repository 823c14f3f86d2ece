using System.CommandLine;
using System.Text;
using System.Text.Json;
using NeuroLab.Backends;
using NeuroLab.Backends.Cpu;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Commands;

/// <summary>
/// <c>neurolab doctor</c>: what this machine supports, one line each, with the remedy for what is missing.
/// </summary>
internal static class DoctorCommand
{
    /// <summary>All checks, in output order.</summary>
    private static readonly DoctorCheck[] Checks =
    [
        new("OpenGL", ExamineOpenGL),
        new("training", ExamineTraining),
        new("window", ExamineWindow),
        new("video", ExamineVideo),
        new("fonts", ExamineFonts),
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

    // The device of --backend auto, and why.
    private static DoctorFinding ExamineTraining()
    {
        using var backends = BackendRegistry.Open(BackendFactory.OpenContext);
        return new DoctorFinding(true, backends.Recommendation.Reason);
    }

    private static DoctorFinding ExamineWindow()
    {
        var options = new WindowOptions("NeuroLab", 64, 64) { IsVisible = false };
        if (!WindowFactory.TryCreate(options, out var window, out var reason))
            return new DoctorFinding(false, "neurolab records instead of opening a window", reason);
        using (window)
            return new DoctorFinding(true, window.Description);
    }

    private static DoctorFinding ExamineVideo()
    {
        var ffmpeg = FfmpegLocator.Find();
        var (videos, others) = (RecordingFormat.EndingsOf(format => format.NeedsFfmpeg), RecordingFormat.EndingsOf(format => !format.NeedsFfmpeg));
        return ffmpeg.IsAvailable
            ? new DoctorFinding(true, $"ffmpeg {ffmpeg.Version} for {videos}; {others} built in")
            : new DoctorFinding(false, $"no {videos}; {others} are built in", ffmpeg.Problem);
    }

    private static DoctorFinding ExamineFonts()
    {
        using var fonts = new FontSet(1);
        return new DoctorFinding(true, "Inter, built in");
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

    // A check that throws is a finding too: the others still run.
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
