using System.Globalization;
using NeuroLab.Connectivity;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Figures;
using NeuroLab.Files;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>A file format for what lies between networks.</summary>
/// <param name="Ending">The extension, in lower case.</param>
/// <param name="Mark">Text that identifies an existing file as one of ours, which may be replaced.</param>
/// <param name="Write">Writes the file, a figure in a style or null; blocks. Throws <see cref="Numerics.UserErrorException"/> if it cannot be
/// written.</param>
internal sealed record ConnectionFormat(string Ending, string Mark, Action<string, IReadOnlyList<Connection>, FigureStyle?> Write)
{
    private const string Header = "from,to,t,train_loss,train_error,test_loss,test_error";

    public static IReadOnlyList<ConnectionFormat> All { get; } =
        [
            new(".csv", Header, (path, connections, _) => WriteTable(path, connections)), new(FigureFile.Png, OwnMark.Text, WriteFigure),
            new(FigureFile.Svg, OwnMark.Text, WriteFigure), new(FigureFile.Pdf, OwnMark.Text, WriteFigure),
        ];

    /// <summary>The format for a path, by its extension.</summary>
    /// <exception cref="Numerics.UserErrorException">The extension is unknown.</exception>
    public static ConnectionFormat Of(string path) => FormatList.Of(All, path, "connection", format => format.Ending);

    // A picture as the window shows it, unless a figure was asked for.
    private static void WriteFigure(string path, IReadOnlyList<Connection> connections, FigureStyle? style)
    {
        if (style is null)
            ConnectionImage.Write(path, connections);
        else
            FigureFile.WriteAndDispose(path, LineFigures.Of(connections, style), style);
    }

    private static void WriteTable(string path, IReadOnlyList<Connection> connections)
    {
        using var file = OutputFile.Open(path, Header);
        var (isMatched, hasCurve) = (connections[0].Matched is not null, connections[0].Curve is not null);
        file.WriteLine(Header + (isMatched ? Columns("matched") : "") + (hasCurve ? Columns("curve") : ""));
        foreach (var one in connections)
        {
            for (var i = 0; i < one.Line.Points; i++)
                file.WriteLine(string.Join(',', [
                    Quoted(one.From), Quoted(one.To), Number(one.Line.At(i)), Values(one.Line, i),
                    .. isMatched ? [Values(one.Matched!, i)] : Array.Empty<string>(), .. hasCurve ? [Values(one.Curve!, i)] : Array.Empty<string>(),
                ]));
        }
        file.Commit();

        static string Columns(string name) => $",{name}_train_loss,{name}_train_error,{name}_test_loss,{name}_test_error";
    }

    private static string Values(PathLosses path, int point) => $"{Pair(path.Train, point)},{Pair(path.Test, point)}";

    // A cell without a value is empty.
    private static string Pair(Evaluation[] set, int point) =>
        set.Length == 0 ? "," : $"{Number(set[point].Loss)},{(double.IsNaN(set[point].Accuracy) ? "" : Number(1 - set[point].Accuracy))}";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
