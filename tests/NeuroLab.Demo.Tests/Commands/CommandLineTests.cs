using NeuroLab.Demo.Commands;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("surface")]
    [InlineData("record")]
    [InlineData("doctor")]
    public void Help_explains_a_verb_with_examples(string verb)
    {
        var run = CommandRun.Of(verb, "--help");

        Assert.Equal((CommandLine.Success, ""), (run.ExitCode, run.Error));
        Assert.Contains("--json", run.Output);
        Assert.Contains($"Examples:{Environment.NewLine}  neurolab {verb}", run.Output);
    }

    [Fact]
    public void Help_lists_the_verbs()
    {
        var run = CommandRun.Of("--help");

        Assert.Equal(CommandLine.Success, run.ExitCode);
        foreach (var verb in (string[])["train", "evaluate", "surface", "record", "doctor"])
            Assert.Contains($"  {verb} ", run.Output);
    }

    [Fact]
    public void The_usage_of_a_verb_has_no_file_of_the_app()
    {
        Assert.DoesNotContain("<FILE>", CommandRun.Of("train", "--help").Output);
        Assert.Contains("<FILE>", CommandRun.Of("--help").Output);
    }

    [Theory]
    [InlineData("train houses.csv", "give data as --data houses.csv")]
    [InlineData("train moons", "give data as --data moons")]
    [InlineData("train nonsense", "see neurolab train --help")]
    [InlineData("train --data moons --experiment f.json", "unknown option '--experiment'; it belongs to neurolab without a verb and neurolab record")]
    [InlineData("train --data moons --lerning-rate 3", "did you mean '--learning-rate'?")]
    public void A_word_in_the_wrong_place_is_told_where_it_belongs(string arguments, string said) =>
        CommandRun.Of(arguments.Split(' ')).AssertRefused(said);

    [Fact]
    public void The_rate_has_the_short_name_of_PyTorch() => Assert.Equal(
        CommandRun.Of("train", "--data", "xor", "--steps", "9", "--learning-rate", "0.3", "--json").Number("loss"),
        CommandRun.Of("train", "--data", "xor", "--steps", "9", "--lr", "0.3", "--json").Number("loss"));

    [Fact]
    public void Version_names_the_program() => Assert.Matches(@"^neurolab \d+\.\d+\.\d+\s*$", CommandRun.Of("--version").Output);

    [Fact]
    public void The_doctor_gives_each_part_a_line_and_a_remedy_where_it_is_missing()
    {
        var json = CommandRun.Of("doctor", "--json").Json;
        var lines = CommandRun.Of("doctor").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["OpenGL", "training", "window", "video", "fonts", "processor"], json.EnumerateObject().Select(check => check.Name));
        Assert.Equal(6, lines.Length);
        foreach (var check in json.EnumerateObject())
        {
            var line = Assert.Single(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] == check.Name);
            var isPresent = check.Value.GetProperty("present").GetBoolean();
            Assert.StartsWith(isPresent ? "ok" : "missing", line);
            Assert.Equal(isPresent, check.Value.GetProperty("remedy").GetString() is null);
        }
        Assert.Contains("bit vectors", json.GetProperty("processor").GetProperty("detail").GetString());
    }
}
