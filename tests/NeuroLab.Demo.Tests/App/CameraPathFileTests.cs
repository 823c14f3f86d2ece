using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Tests.Commands;
using NeuroLab.Demo.Tests.Support;

namespace NeuroLab.Demo.Tests.App;

public sealed class CameraPathFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_takes_what_it_leaves_out_from_the_one_before_and_the_first_from_the_experiment()
    {
        var path = Read("""{"keys": [{"time": 1, "yaw": 2}, {"time": 3, "distance": 2, "fieldOfView": 1, "easing": "linear"}, {"time": 5, "target": [1, 0, 0]}]}""");
        var (first, middle, last) = (path.At(0), path.At(3), path.At(9));
        Assert.Equal((2, CameraPose.Home.Pitch, CameraPose.Home.Distance, 0.66f), (first.Yaw, first.Pitch, first.Distance, first.FieldOfView));
        Assert.Equal((2, 2, 1, 0), (middle.Yaw, middle.Distance, middle.FieldOfView, middle.Target.X));
        Assert.Equal((2, 1, 1), (last.Distance, last.FieldOfView, last.Target.X));
        // The first eases in, the second goes straight on.
        Assert.Equal((0.66f + 1) / 2, path.At(2).FieldOfView, 1e-5f);
        Assert.True(path.At(1.5).FieldOfView < 0.66f + 0.25f * 0.34f);
        Assert.Equal(0.25f, path.At(3.5).Target.X, 1e-5f);
    }

    [Fact]
    public void A_loop_goes_on_from_its_end_without_a_jump_or_a_stop_and_back_by_the_shorter_way()
    {
        var path = Read("""{"loop": true, "keys": [{"yaw": 0}, {"yaw": 2.1}, {"yaw": 4.2}]}""", CameraEasing.Glide);
        Assert.Equal(6, path.Duration);
        Assert.Equal(MathF.Tau, path.Keys[^1].Pose.Yaw, 1e-5f);
        for (var t = 0.0; t < 12; t += 0.1)
            Assert.InRange(MathF.IEEERemainder(path.At(t + 0.1).Yaw - path.At(t).Yaw, MathF.Tau), 0.08f, 0.13f);
    }

    [Theory]
    [InlineData("""{"keys": []}""", "has 0 keys")]
    [InlineData("""{}""", "has no keys")]
    [InlineData("""{"keys": [{"yaw": 1}, {"time": 2}]}""", "either all keys have a time, or none")]
    [InlineData("""{"keys": [{"time": 2}, {"time": 2}]}""", "keys[1].time must be after the one before")]
    [InlineData("""{"keys": [{"pitch": 3}]}""", "keys[0].pitch must be within")]
    [InlineData("""{"keys": [{"target": [1, 2]}]}""", "keys[0].target must be three numbers")]
    [InlineData("""{"keys": [{"easing": "bounce"}]}""", "keys[0].easing must be ease, glide or linear")]
    [InlineData("""{"keys": [{"yaw": "left"}]}""", "keys[0].yaw is not as a camera path has it")]
    [InlineData("""{"keys": [{"roll": 1}]}""", "keys[0].roll is not as a camera path has it")]
    [InlineData("""{"keys": [null]}""", "keys[0] is null")]
    [InlineData("""{"loop": true, "keys": [{"yaw": 1}]}""", "a loop needs two keys")]
    [InlineData("""{"seconds": 4, "keys": [{"yaw": 1}]}""", "seconds is the time of one round")]
    [InlineData("""{"keys": [{"yaw": 1}""", "keys[1] is not as a camera path has it")]
    public void What_is_wrong_is_named_with_its_place(string json, string message) =>
        Assert.StartsWith($"{_folder.Write("path.json", json)}: {message}", Assert.Throws<NeuroLab.Numerics.UserErrorException>(() => CameraPathFile.Load(_folder["path.json"])).Message);

    [GlFact]
    public void A_recording_flies_along_it_ends_with_it_and_can_be_repeated()
    {
        _folder.Write("path.json", """{"keys": [{"time": 0, "yaw": 3}, {"time": 0.4, "yaw": 4, "distance": 3, "fieldOfView": 0.9}]}""");
        var (first, again) = (_folder["a/"], _folder["b/"]);
        string[] size = ["--size", "160x90", "--fps", "10"];
        var run = CommandRun.Of(["record", "--data", "moons", "--layers", "4", .. size, "--camera-path", _folder["path.json"], "--out", first, "--json"]);
        Assert.True(run.ExitCode == CommandLine.Success, run.Error);
        Assert.Equal(4, run.Number("frames"));
        var still = CommandRun.Of(["record", "--data", "moons", "--layers", "4", .. size, "--camera", "still", "--frames", "4", "--out", _folder["c/"], "--json"]);
        Assert.NotEqual(Hash(run), Hash(still));

        var repeated = CommandRun.Of("record", "--experiment", Path.Combine(first, "experiment.neurolab.json"), "--out", again, "--json");
        Assert.True(repeated.ExitCode == CommandLine.Success, repeated.Error);
        Assert.Equal(Hash(run), Hash(repeated));
        // A hand has been at it.
        var saved = File.ReadAllText(Path.Combine(first, "experiment.neurolab.json"));
        _folder.Write("bad.neurolab.json", saved.Replace("\"easing\": null", "\"easing\": \"bounce\""));
        CommandRun.Of("record", "--experiment", _folder["bad.neurolab.json"], "--out", again).AssertRefused("--experiment: recording.cameraPath: keys[0].easing must be ease, glide or linear");
        CommandRun.Of("record", "--data", "moons", "--camera", "still", "--camera-path", _folder["path.json"], "--out", again)
            .AssertRefused("--camera and --camera-path exclude each other");

        static string? Hash(CommandRun run) => run.Json.GetProperty("sha256").GetString();
    }

    private CameraPath Read(string json, CameraEasing easing = CameraEasing.Ease) =>
        CameraPathFile.Load(_folder.Write("path.json", json)).ToPath(CameraPose.Home, 6, easing);
}
