using System.CommandLine;
using System.Globalization;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>The points that <c>surface</c> samples: how many, and where.</summary>
internal sealed class SurfaceGridOptions
{
    private const int MaxPoints = 4001;
    private const double Farthest = 1e9;

    private readonly Option<(int Columns, int Rows)> _resolution = OptionKinds.Create(
        "--resolution", "N|AxB", "Points along each side, or along α and β; Ax1 is a line along α", ReadResolution).Default((51, 51));

    private readonly Option<(double From, double To)?> _alpha = Range("--alpha", "α");
    private readonly Option<(double From, double To)?> _beta = Range("--beta", "β");

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_resolution);
        command.Add(_alpha);
        command.Add(_beta);
    }

    /// <summary>The grid over −extent … extent in both directions, where no range is given.</summary>
    /// <exception cref="UserErrorException">A line would need two values of β.</exception>
    public GridPart Read(ParseResult parse, double extent)
    {
        var (columns, rows) = parse.GetValue(_resolution);
        var alpha = parse.GetValue(_alpha) ?? (-extent, extent);
        if (rows > 1)
        {
            var beta = parse.GetValue(_beta) ?? (-extent, extent);
            return new GridPart(new GridAxis(alpha.Item1, alpha.Item2, columns), new GridAxis(beta.Item1, beta.Item2, rows));
        }
        if (parse.GetValue(_beta) is not null)
            throw new UserErrorException($"--beta: a line of {columns}x1 points is at β = 0; leave --beta out, or give more rows");
        return new GridPart(new GridAxis(alpha.Item1, alpha.Item2, columns), new GridAxis(0, 0, 1));
    }

    private static Option<(double From, double To)?> Range(string name, string letter) => OptionKinds.Create(
        name, "FROM,TO", $"The range of {letter} [default: by --extent]", text => ((double, double)?)ReadRange(text));

    private static (int, int) ReadResolution(string text)
    {
        var parts = text.ToLowerInvariant().Split('x', '×');
        if (parts.Length > 2)
            throw new UserErrorException($"'{text}' is not possible; give one number or two, as in 501x301");
        var columns = OptionKinds.ReadWhole(parts[0], 2, MaxPoints);
        return (columns, parts.Length == 1 ? columns : OptionKinds.ReadWhole(parts[1], 1, MaxPoints));
    }

    private static (double, double) ReadRange(string text)
    {
        var parts = text.Split(',');
        if (parts.Length != 2)
            throw new UserErrorException($"'{text}' is not possible; give two numbers, as in -1,1");
        var (from, to) = (OptionKinds.ReadNumber(parts[0], -Farthest, Farthest), OptionKinds.ReadNumber(parts[1], -Farthest, Farthest));
        return from < to ? (from, to) : throw new UserErrorException(string.Create(
            CultureInfo.InvariantCulture, $"'{text}' is not possible; the first number must be below the second"));
    }
}
