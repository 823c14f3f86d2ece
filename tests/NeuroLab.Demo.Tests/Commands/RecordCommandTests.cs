using NeuroLab.Demo.Tests.Support;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class RecordCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [GlFact]
    public void Every_frame_is_recorded_and_the_same_command_gives_the_same_pixels()
    {
        string[] arguments =
        [
            "record", "--data", "moons", "--layers", "4", "--seconds", "0.5", "--fps", "8", "--size", "160x90",
            "--steps-per-frame", "3", "--seed", "7", "--json", "--out",
        ];

        var first = CommandRun.Of([.. arguments, _folder["a.gif"]]);
        var second = CommandRun.Of([.. arguments, _folder["b"] + "/"]);

        Assert.Equal(4, first.Number("frames"));
        Assert.Equal(9, first.Number("steps"));
        Assert.Equal(first.Json.GetProperty("sha256").GetString(), second.Json.GetProperty("sha256").GetString());
        Assert.Equal("GIF89a"u8, File.ReadAllBytes(_folder["a.gif"]).AsSpan(0, 6));
        Assert.Equal(4, Directory.GetFiles(_folder["b"], "*.png").Length);
    }

    [GlFact]
    public void The_experiment_file_beside_a_take_is_all_that_it_takes_to_make_it_again()
    {
        var first = CommandRun.Of(
            "record", "--data", "moons", "--layers", "4", "--optimizer", "sgd", "--learning-rate", "0.3", "--seed", "5",
            "--frames", "3", "--size", "160x90", "--ui", "clean", "--camera", "path", "--easing", "glide", "--fit", "--json", "--out",
            _folder["a.gif"]);
        var file = first.Json.GetProperty("experiment").GetString()!;
        var second = CommandRun.Of(
            "record", "--experiment", file, "--json", "--out", _folder["b.gif"]);
        Assert.Equal(first.Json.GetProperty("sha256").GetString(), second.Json.GetProperty("sha256").GetString());
        Assert.Equal(File.ReadAllText(_folder["a.csv"]), File.ReadAllText(_folder["b.csv"]));
        Assert.Equal(2, CommandRun.Of("record", "--experiment", file, "--frames", "2", "--json", "--out", _folder["c.gif"]).Number("frames"));
    }

    [GlTheory]
    [InlineData("--steps", "20..40", "20,24,28,32,36,40")]
    [InlineData("--steps", "6", "0,4,8")]
    [InlineData("--seconds", "0.2..0.5", "8,12,16")]
    [InlineData("--frames", "2", "0,4")]
    public void A_range_of_steps_seconds_or_frames_is_recorded(string option, string range, string steps)
    {
        var run = CommandRun.Of(
            "record", "--data", "moons", "--layers", "4", option, range, "--fps", "10", "--size", "160x90", "--json",
            "--out", _folder["take.gif"]);
        Assert.Equal(steps.Split(',').Length, run.Number("frames"));
        Assert.Equal(steps, string.Join(',', File.ReadAllLines(_folder["take.csv"]).Skip(1).Select(row => row.Split(',')[1])));
    }

    [GlFact]
    public void The_telemetry_has_the_rate_in_force_of_a_schedule()
    {
        CommandRun.Of(
            "record", "--data", "moons", "--layers", "4", "--learning-rate", "0.02", "--schedule", "step", "--step-size", "8", "--gamma", "0.5",
            "--frames", "5", "--steps-per-frame", "4", "--size", "160x90", "--out", _folder["take.gif"]);
        Assert.Equal(
            ["0.02", "0.02", "0.02", "0.01", "0.01"], File.ReadAllLines(_folder["take.csv"]).Skip(1).Select(row => row.Split(',')[4]));
    }

    [Fact]
    public void A_file_whose_recording_or_bookmarks_make_no_sense_is_refused()
    {
        Refuse("\"recording\": {\"width\": 160, \"height\": 90, \"framesPerSecond\": 10, \"frames\": 2, \"camera\": \"drone\"}", "recording.camera", "'drone'", "follow");
        Refuse("\"recording\": {\"width\": 5, \"height\": 90, \"framesPerSecond\": 10, \"frames\": 2}", "5x90", "16");
        Refuse("\"recording\": {\"width\": 160, \"hieght\": 90}", "recording.hieght", "mend");
        Refuse("\"bookmarks\": {\"12\": {\"target\": [0, 0, 0], \"yaw\": 1, \"pitch\": 1, \"distance\": 4}}", "bookmark 12", "1 to 9");
        Refuse("\"bookmarks\": {\"2\": {\"target\": [0, 0], \"yaw\": 1, \"pitch\": 1, \"distance\": 4}}", "three numbers");

        void Refuse(string section, params string[] words)
        {
            var file = _folder.Write("bad.json", $"{{\"neurolab\": 1, \"data\": {{\"source\": \"moons\", \"count\": 32}}, {section}}}");
            CommandRun.Of("record", "--experiment", file, "--out", _folder["take.gif"]).AssertRefused(words);
        }
    }

    [GlFact]
    public void A_size_may_bring_its_rate()
    {
        var run = CommandRun.Of(
            "record", "--data", "moons", "--layers", "4", "--seconds", "0.2", "--size", "480p15", "--ui", "clean", "--json",
            "--out", _folder["take.gif"]);
        Assert.Equal(3, run.Number("frames"));
        Assert.Equal([0x56, 0x03, 0xE0, 0x01], File.ReadAllBytes(_folder["take.gif"])[6..10]);
    }

    [Fact]
    public void Choices_that_do_not_fit_are_refused()
    {
        string[] record = ["record", "--data", "moons"];
        CommandRun.Of([.. record, "--seconds", "3", "--frames", "9"]).AssertRefused("--seconds", "--frames", "give one");
        CommandRun.Of([.. record, "--steps", "9..4"]).AssertRefused("--steps", "'9..4'", "A..B");
        CommandRun.Of([.. record, "--size", "large"]).AssertRefused("--size", "1080p");
        CommandRun.Of([.. record, "--size", "480p999"]).AssertRefused("--size", "480p15");
        CommandRun.Of([.. record, "--transparent", "--out", "take.gif"]).AssertRefused("--transparent", "take.gif", ".png");
        CommandRun.Of([.. record, "--easing", "bounce"]).AssertRefused("--easing", "glide");
        CommandRun.Of([.. record, "--ui", "all"]).AssertRefused("--ui", "inset");
        CommandRun.Of([.. record, "--supersample", "5"]).AssertRefused("--supersample", "1 to 4");
        CommandRun.Of([.. record, "--name", "{what}"]).AssertRefused("{what}", "{take}");
        CommandRun.Of([.. record, "--out", "take.avi"]).AssertRefused("take.avi", ".avi", ".mp4");
        CommandRun.Of([.. record, "--experiment", "mine.json"]).AssertRefused("--experiment", "leave --data out");
        CommandRun.Of("record").AssertRefused("--data", "--experiment");
    }

    public void Dispose() => _folder.Dispose();
}
