using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Demo.Tests.App;

public sealed class TakeTests : IDisposable
{
    private static readonly ExperimentFile Small = new()
    {
        Version = ExperimentFile.CurrentVersion,
        Data = new("spirals", Count: 64),
        Network = new([8], EvaluationSamples: 32),
        Plane = new(Resolution: 17),
        Seed = 7,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("neurolab-take-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GlFact]
    public void Two_takes_of_one_experiment_are_the_same_pixel_by_pixel()
    {
        var first = Record("first/", frames: 5);
        var second = Record("second/", frames: 5);

        Assert.Equal(first.Sha256, second.Sha256);
        for (var frame = 1; frame <= 5; frame++)
        {
            var name = $"frame-{frame:D6}.png";
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(first.Path, name)), File.ReadAllBytes(Path.Combine(second.Path, name)));
        }
    }

    [GlFact]
    public void Every_frame_is_one_fixed_step_after_the_last()
    {
        var summary = Record("steps/", frames: 6);

        Assert.Equal(["0", "4", "8", "12", "16", "20"], Steps(summary));
        Assert.Equal(20, summary.Step);
        Assert.Equal(6, summary.Frames);
        Assert.Equal(0.6, summary.Duration, 12);
    }

    [GlFact]
    public void A_take_of_the_middle_shows_the_very_steps_of_the_whole()
    {
        var part = Record("part/", frames: 2, take => take with { SkippedFrames = 3, Direction = new(TurnRate: 0) });
        var whole = Record("whole/", frames: 5, take => take with { Direction = new(TurnRate: 0) });

        Assert.Equal(["12", "16"], Steps(part));
        Assert.Equal(Steps(whole)[3..], Steps(part));
        Assert.Equal(whole.Loss, part.Loss);
    }

    [GlFact]
    public void The_experiment_file_beside_a_take_makes_it_again()
    {
        var first = Record("first.gif", frames: 3);
        var file = ExperimentFile.Load(first.Experiment);
        Assert.Equal(first.Sha256, Record("second.gif", frames: 3, take => take with { File = file }).Sha256);
    }

    [GlFact]
    public void Each_style_and_each_camera_is_another_picture_of_the_same_run()
    {
        var takes = new[]
        {
            Record("full.gif", 3),
            Record("inset.gif", 3, take => take with { Look = new(HudStyle.Inset) }),
            Record("none.gif", 3, take => take with { Look = new(HudStyle.None) }),
            Record("still.gif", 3, take => take with { Direction = new(TakeCamera.Still) }),
            Record("follow.gif", 3, take => take with { Direction = new(TakeCamera.Follow) }),
            Record("path.gif", 3, take => take with { Direction = new(TakeCamera.Path) }),
            Record("smooth.gif", 3, take => take with { Look = new(Supersampling: 2) }),
        };
        Assert.Equal(takes.Length, takes.Select(take => take.Sha256).Distinct().Count());
        Assert.Single(takes.Select(take => File.ReadAllText(take.Telemetry)).Distinct());
    }

    [GlFact]
    public void A_fitted_take_draws_the_same_descent_in_another_picture()
    {
        var random = Small with { Plane = Small.Plane with { Kind = "random", Extent = 0.05 } };
        var loose = Record("loose.png", 4, take => take with { File = random, StepsPerFrame = 40 });
        var fitted = Record("fitted.png", 4, take => take with { File = random, StepsPerFrame = 40, FitsRun = true });

        // The same descent, drawn differently.
        Assert.Equal(File.ReadAllText(loose.Telemetry), File.ReadAllText(fitted.Telemetry));
        Assert.NotEqual(loose.Sha256, fitted.Sha256);
        Assert.Equal(fitted.Sha256, Record("again.png", 4, take => take with { File = random, StepsPerFrame = 40, FitsRun = true }).Sha256);
    }

    [GlFact]
    public void The_poster_is_the_last_frame()
    {
        var poster = Path.Combine(_folder, "poster.png");
        var summary = Record("frames/", 3, take => take with { Poster = poster });
        Assert.Equal(File.ReadAllBytes(Path.Combine(summary.Path, "frame-000003.png")), File.ReadAllBytes(poster));
    }

    [GlFact]
    public void A_take_that_was_cancelled_before_its_first_frame_leaves_nothing()
    {
        Assert.Throws<OperationCanceledException>(() => Record("never.gif", 3, cancellation: new CancellationToken(true)));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [GlFact]
    public void A_take_that_is_cancelled_keeps_what_was_drawn_and_draws_no_more()
    {
        using CancellationTokenSource cancellation = new();
        var pictures = new List<int>();
        var take = Options("cut/", frames: 6) with { SkippedFrames = 1 };
        var summary = Take.Record(take, _ => new CpuBackend(), (frames, _) =>
        {
            pictures.Add(frames);
            if (frames == 2)
                cancellation.Cancel();
        }, cancellation.Token);
        Assert.Equal([1, 2], pictures);
        Assert.Equal(2, summary.Frames);
        Assert.Equal(["4", "8"], Steps(summary));
        Assert.Equal(2, Directory.GetFiles(summary.Path, "frame-*.png").Length);
    }

    [FfmpegFact]
    public void A_video_has_exactly_as_many_frames_as_its_length_asks_for()
    {
        var summary = Record("take.mp4", frames: 25);
        Assert.Equal(25, VideoFile.FramesIn(summary.Path));
        Assert.Equal(2.5, VideoFile.SecondsOf(summary.Path), 3);
        Assert.Equal(Enumerable.Range(0, 25).Select(frame => $"{4 * frame}"), Steps(summary));
    }

    [FfmpegFact]
    public void What_a_player_shows_of_the_scene_is_what_was_drawn()
    {
        const int Frames = 4, Width = 320, Height = 180;
        var truth = Record("truth/", Frames);
        var expected = VideoFile.Decode(Path.Combine(truth.Path, "frame-%06d.png"), Width, Height, isVideo: false);
        foreach (var (name, least) in (List<(string, double)>)[("a.mp4", 35), ("a.webm", 33), ("a.gif", 30), ("a.webp", 99)])
        {
            var take = Record(name, Frames);
            Assert.Equal(truth.Sha256, take.Sha256);
            // ffmpeg reads no animated WebP.
            var found = name == "a.webp"
                ? new WebPReader(take.Path).Frames
                : VideoFile.Decode(take.Path, Width, Height, isVideo: name != "a.gif");
            Assert.Equal(Frames, found.Count);
            for (var i = 0; i < Frames; i++)
                Assert.True(TestPattern.Psnr(expected[i], found[i]) > least, $"{name}, frame {i}: {TestPattern.Psnr(expected[i], found[i]):F1} dB");
        }
    }

    [FfmpegFact]
    public void A_transparent_take_shows_the_surface_alone_in_the_same_colours()
    {
        var clear = Picture(Record("clear.png", 1, take => take with { Look = new(HudStyle.None, IsTransparent: true) }));
        var opaque = Picture(Record("opaque.png", 1, take => take with { Look = new(HudStyle.None) }));
        Assert.Equal(0, clear[3]);
        Assert.Equal(255, opaque[3]);
        // What covers a pixel wholly has the same colour with and without a background: most of the surface.
        var covered = Enumerable.Range(0, clear.Length / 4).Where(i => clear[4 * i + 3] == 255).ToList();
        Assert.True(covered.Count > 320 * 180 / 20, $"{covered.Count} pixels");
        Assert.All(covered, i => Assert.Equal(opaque[(4 * i)..(4 * i + 4)], clear[(4 * i)..(4 * i + 4)]));
        var between = Enumerable.Range(0, clear.Length / 4).Count(i => clear[4 * i + 3] is > 0 and < 255);
        Assert.True(between > 100, "edges and the floor are half there");

        static byte[] Picture(TakeSummary take) => Assert.Single(VideoFile.Decode(take.Path, 320, 180, isVideo: false));
    }

    [GlFact]
    public void Bookmarks_of_the_experiment_lead_the_camera()
    {
        ExperimentFile.CameraSection first = new([0, 0, 0], 3.75f, 0.6f, 4), last = first with { Yaw = 5 };
        var file = Small with { Camera = first, Bookmarks = new Dictionary<int, ExperimentFile.CameraSection> { [1] = first, [4] = last } };
        var flight = new TakeDirection(TakeCamera.Bookmarks);
        var moved = Record("moved/", 3, take => take with { File = file, Direction = flight });
        var still = Record("still/", 3, take => take with { File = file, Direction = new(TakeCamera.Still) });
        Assert.Equal(Frame(still, 1), Frame(moved, 1));
        Assert.NotEqual(Frame(still, 3), Frame(moved, 3));
        Assert.Equal(file.Bookmarks![4].Yaw, ExperimentFile.Load(moved.Experiment).Bookmarks![4].Yaw);
        Assert.Throws<UserErrorException>(() => Record("none.gif", 3, take => take with { Direction = flight }));
        Assert.False(File.Exists(Path.Combine(_folder, "none.gif")));

        static byte[] Frame(TakeSummary take, int number) => File.ReadAllBytes(Path.Combine(take.Path, $"frame-{number:D6}.png"));
    }

    [GlFact]
    public void A_prepared_experiment_is_recorded_with_both_surfaces_and_again_from_the_file_beside_it()
    {
        var file = Preset.Find("skip").Create(seed: 3);
        file = file with { Data = Small.Data, Network = file.Network with { Hidden = [8, 8, 8] }, Plane = file.Plane with { Resolution = 9, Follow = 4 } };
        var first = Of("first.gif", file);
        Assert.Equal(first.Sha256, Of("again.gif", file).Sha256);
        Assert.Equal(first.Sha256, Of("third.gif", ExperimentFile.Load(first.Experiment)).Sha256);
        // The same with another second half, and without one.
        Assert.NotEqual(first.Sha256, Of("alike.gif", file with { Runners = [file.Runners[0] with { LearningRate = 0.1 }] }).Sha256);
        Assert.NotEqual(first.Sha256, Of("alone.gif", file with { Plane = file.Plane with { Beside = null } }).Sha256);

        TakeSummary Of(string path, ExperimentFile what) => Record(path, 4, take => take with { File = what, Experiment = what.CreateExperiment() });
    }

    private static string[] Steps(TakeSummary summary) =>
        [.. File.ReadAllLines(summary.Telemetry).Skip(1).Select(row => row.Split(',')[1])];

    private TakeSummary Record(
        string path, int frames, Func<TakeOptions, TakeOptions>? change = null, CancellationToken cancellation = default)
    {
        var take = Options(path, frames);
        return Take.Record(change?.Invoke(take) ?? take, _ => new CpuBackend(), (_, _) => { }, cancellation);
    }

    private TakeOptions Options(string path, int frames) => new(
        Small.CreateExperiment(), Small, Path.Combine(_folder, path), new FrameFormat(320, 180, 10), frames, StepsPerFrame: 4);
}
