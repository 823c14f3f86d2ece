using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>
/// Compares a text with an approved one. NEUROLAB_UPDATE_GOLDEN=1 replaces the approved texts: read what changed before it
/// is committed.
/// </summary>
internal static partial class ApprovedText
{
    // So many differences are told; the rest is in the file of what was got.
    private const int Told = 12;

    public static void Matches(string name, IReadOnlyList<string> actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Approved", name + ".txt");
        if (Environment.GetEnvironmentVariable("NEUROLAB_UPDATE_GOLDEN") == "1")
        {
            // A line that differs only as another processor's may stays as it was approved.
            File.WriteAllLines(path, Kept(File.Exists(path) ? File.ReadAllLines(path) : [], actual));
            return;
        }
        Assert.True(File.Exists(path), $"'{name}' was never approved: run this test with NEUROLAB_UPDATE_GOLDEN=1 and read the file");
        var differences = Differences(File.ReadAllLines(path), actual).ToList();
        if (differences.Count == 0)
            return;
        var got = Path.Combine(Path.GetTempPath(), $"neurolab-{name}-actual.txt");
        File.WriteAllLines(got, actual);
        Assert.Fail($"{name}: {differences.Count} lines are not as approved (all of it is in {got})\n{string.Join('\n', differences.Take(Told))}");
    }

    private static IEnumerable<string> Kept(string[] approved, IReadOnlyList<string> actual)
    {
        for (var i = 0; i < actual.Count; i++)
            yield return approved.Length == actual.Count && IsLike(approved[i], actual[i]) ? approved[i] : actual[i];
    }

    private static IEnumerable<string> Differences(string[] approved, IReadOnlyList<string> actual)
    {
        var step = "";
        int i = 0, j = 0;
        while (i < approved.Length || j < actual.Count)
        {
            if (i < approved.Length && approved[i].StartsWith('#'))
                step = approved[i];
            if (i < approved.Length && j < actual.Count && IsLike(approved[i], actual[j]))
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            // The nearest place where both go on alike.
            var (skipped, added) = Resume(approved, actual, i, j);
            for (; skipped > 0; skipped--)
                yield return $"  {step}\n    approved: {approved[i++]}";
            for (; added > 0; added--)
                yield return $"  {step}\n    now:      {actual[j++]}";
        }
    }

    private static (int Skipped, int Added) Resume(string[] approved, IReadOnlyList<string> actual, int i, int j)
    {
        for (var distance = 1; distance < 200; distance++)
        {
            for (var skipped = 0; skipped <= distance; skipped++)
            {
                var (a, b) = (i + skipped, j + distance - skipped);
                if (a < approved.Length && b < actual.Count && IsLike(approved[a], actual[b]))
                    return (skipped, distance - skipped);
            }
        }
        return (approved.Length - i, actual.Count - j);
    }

    /// <summary>
    /// Whether two lines are the same but for what another processor may round otherwise: the last digit of a number with
    /// a decimal point, half a pixel of a curve, a shade of a picture.
    /// </summary>
    internal static bool IsLike(string approved, string actual)
    {
        if (approved == actual)
            return true;
        if (Pixels().IsMatch(approved) && Pixels().IsMatch(actual) && approved.Length == actual.Length)
            return approved.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) <= 1);
        if (Numbers().Replace(approved, "") != Numbers().Replace(actual, ""))
            return false;
        var kind = approved.TrimStart('+', '-', ' ').Split(' ')[0];
        return Numbers().Matches(approved).Zip(Numbers().Matches(actual)).All(pair => IsNear(kind, pair.First.Value, pair.Second.Value));
    }

    private static bool IsNear(string kind, string approved, string actual)
    {
        if (approved == actual)
            return true;
        if (approved[0] == '#')
            return kind == "image" && IsShade(approved, actual);
        var (first, second) = (Parse(approved), Parse(actual));
        var decimals = Math.Min(Decimals(approved), Decimals(actual));
        if (kind is "line" or "round" or "row")
            return Math.Abs(first - second) <= 0.5;
        return (decimals > 0 || Decimals(approved) != Decimals(actual)) && Math.Abs(first - second) <= 1.5 * Math.Pow(10, -Math.Max(decimals, 1));
    }

    private static bool IsShade(string approved, string actual)
    {
        if (approved.Length != actual.Length)
            return false;
        for (var i = 1; i < approved.Length; i += 2)
        {
            if (Math.Abs(Convert.ToInt32(approved.Substring(i, 2), 16) - Convert.ToInt32(actual.Substring(i, 2), 16)) > 2)
                return false;
        }
        return true;
    }

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    private static int Decimals(string number) => number.Contains('e') || !number.Contains('.') ? 0 : number.Length - number.IndexOf('.') - 1;

    [GeneratedRegex(@"^ ?\d+ [a-q]+$")]
    private static partial Regex Pixels();

    [GeneratedRegex(@"#[0-9A-F]{6,8}\b|\d+(\.\d+)?")]
    private static partial Regex Numbers();
}
