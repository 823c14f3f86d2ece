using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Unit.Datasets;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class PlaneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CpuBackend _backend = new();

    private string LogPath => _folder["planes.nlrun"];

    public void Dispose()
    {
        _backend.Dispose();
        _folder.Dispose();
    }

    // A drop puts the weights on the plane: any plane that came out otherwise would show in the checksums.
    [Fact]
    public void Planes_through_the_past_replay_bit_for_bit()
    {
        using (var run = new EditorFixture(new Timeline(interval: 24)))
        {
            var editor = run.Editor;
            editor.WriteRunLog(LogPath, checkInterval: 32);
            run.PlayTo(110);
            editor.Set(run.Trainer, nameof(Trainer.LearningRate), 0.004);
            run.PlayTo(201);
            editor.ShowPlane(Catalog.Plane("path"));
            editor.Drop(0.3, -0.2);
            run.PlayTo(260);
            editor.ShowPlane(Catalog.Plane("path"));
            editor.Drop(-0.1, 0.1);
            run.PlayTo(290);
            editor.ShowPlane(Catalog.Plane("minima"));
            Assert.Equal("minima:@0,@146,now", run.Scene.ShownPlane?.Kind.Name);
            editor.Drop(0.2, 0.2);
            var sgd = editor.AddRunner(new Sgd());
            run.PlayTo(330);
            editor.ShowPlane(Catalog.Plane("line:runner2,now"));
            editor.Drop(0, 0.1, sgd);
            run.PlayTo(360);
            editor.SeekTo(150);
            editor.Set(run.Trainer, nameof(Trainer.LearningRate), 0.05);
            run.PlayTo(190);
            editor.ShowPlane(Catalog.Plane("minima:main,now,@100"));
            Assert.Equal("minima:main@360,now,@100", run.Scene.ShownPlane?.Kind.Name);
            editor.Drop(0.1, 0);
            WeightsFile.Save(_folder["kept.safetensors"], run.Trainer.Session.Shape.Sizes.AsSpan(), run.Parameters());
            run.PlayTo(230);
            editor.ShowPlane(Catalog.Plane($"line:{_folder["kept.safetensors"]},now"));
            Assert.Contains("#", run.Scene.ShownPlane?.Kind.Name);
            editor.Drop(-0.4, 0);
            editor.ShowPlane(Catalog.Plane("weights:0.weight[1,0],2.bias[0]"));
            run.PlayTo(240);
            editor.Recentre();
            editor.Drop(0.5, -0.25);
            Assert.Equal(0.5f, run.Parameters()[WeightName.Parse("0.weight[1,0]").IndexIn(run.Trainer.Session.Shape)]);
            run.PlayTo(260);
        }
        var result = Replayed();
        Assert.True(result.IsIdentical, result.ToString());
        Assert.InRange(result.Checks, 8, 40);

        WeightsFile.Save(_folder["kept.safetensors"], EditorFixture.Small.CreateExperiment().Shape.Sizes.AsSpan(), new float[EditorFixture.Small.CreateExperiment().Shape.ParameterCount]);
        Assert.Contains("kept.safetensors: holds other weights", Assert.Throws<UserErrorException>(Replayed).Message);
    }

    [Fact]
    public void The_path_plane_holds_the_steps_of_the_path()
    {
        using var run = new EditorFixture(new Timeline(interval: 24));
        run.PlayTo(100);
        run.Editor.ShowPlane(Catalog.Plane("path"));
        var source = Assert.IsType<PlaneEdit>(run.Editor.Log.Edits[^1]).New!;
        Assert.Equal([0, .. source.Steps![1..^1], 100], source.Steps);
        Assert.InRange(source.Steps.Length, 4, 8);
        Assert.Equal(source.Steps.Length, run.Scene.Landscape.Plane!.Path.Count);
        // Steps between checkpoints are trained again, and the run goes on as if nothing had happened.
        var now = run.Parameters();
        var there = run.Editor.Navigation.WeightsAt(0, [37])[0];
        EditorFixture.SameBits(now, run.Parameters());
        Assert.Equal(100, run.Trainer.EnqueuedSteps);
        run.Editor.SeekTo(37);
        EditorFixture.SameBits(run.Parameters(), there);
    }

    [Theory]
    [InlineData("line:branch9,now", "there is no branch or moment 'branch9'; there are: main")]
    [InlineData("line:runner2,now", "there is no runner 2; the race has 1")]
    [InlineData("line:main@500,now", "main ends at step 20, before 500")]
    [InlineData("line:none.safetensors,now", "none.safetensors: ")]
    public void A_place_that_is_not_there_is_named_and_the_plane_stays(string kind, string message)
    {
        using var run = new EditorFixture();
        run.PlayTo(20);
        var plane = run.Scene.Landscape.Plane;
        Assert.StartsWith(message, Assert.Throws<UserErrorException>(() => run.Editor.ShowPlane(Catalog.Plane(kind))).Message);
        Assert.Same(plane, run.Scene.Landscape.Plane);
        Assert.Empty(run.Editor.Log.Edits);
    }

    [Fact]
    public void An_experiment_keeps_what_its_first_step_has_and_opens_on_the_descent_otherwise()
    {
        using var run = new EditorFixture();
        run.PlayTo(40);
        WeightsFile.Save(_folder["end.safetensors"], run.Trainer.Session.Shape.Sizes.AsSpan(), run.Parameters());
        foreach (var (kind, saved) in ((string, string)[])
            [("random:layer,7", "random:layer,7"), ("path", "path"), ("line:@0,@20", "descent"), ($"line:@0,{_folder["end.safetensors"]}", "line:@0,end.safetensors")])
        {
            run.Editor.ShowPlane(Catalog.Plane(kind));
            run.Editor.CurrentFile.Save(_folder["saved.nlexp"], replaces: true);
            Assert.Contains($"\"kind\": \"{saved}\"", File.ReadAllText(_folder["saved.nlexp"]));
            using var scene = ExperimentFile.Load(_folder["saved.nlexp"]).CreateScene(_backend);
            Assert.NotNull(scene.Landscape.Plane);
        }
    }

    [Theory]
    [InlineData("random")]
    [InlineData("path")]
    [InlineData("weights")]
    public void A_plane_that_follows_the_weights_is_logged_and_replays_bit_for_bit(string kind)
    {
        using (var run = new EditorFixture(new Timeline(interval: 24)))
        {
            var editor = run.Editor;
            run.Scene.Landscape.WaitsForSurface = true; // a plane whose surface is not complete stays
            editor.WriteRunLog(LogPath, checkInterval: 32);
            run.PlayTo(96);
            editor.ShowPlane(Catalog.Plane(kind));
            editor.Set(run.Scene.Landscape, nameof(Landscape.FollowSteps), 20);
            run.PlayTo(180);
            var moves = editor.Log.Edits.Where(edit => edit is RecentreEdit || (edit is PlaneEdit && edit.Group == 0)).ToArray();
            Assert.InRange(moves.Length, 3, 4);
            Assert.All(moves.Zip(moves.Skip(1)), pair => Assert.InRange(pair.Second.Step - pair.First.Step, 20, 24));
            editor.Drop(0.2, -0.1);
            run.PlayTo(220);
            editor.SeekTo(100);
            run.PlayTo(140);
            Assert.Equal(moves.Length, editor.Log.Edits.Count(edit => edit.Step < 180 && (edit is RecentreEdit || (edit is PlaneEdit && edit.Group == 0))));
        }
        var result = Replayed();
        Assert.True(result.IsIdentical, result.ToString());
    }

    [Fact]
    public void The_extent_fits_the_path_and_its_margin()
    {
        using var run = new EditorFixture(new Timeline(interval: 24));
        var landscape = run.Scene.Landscape;
        run.Editor.ShowPlane(Catalog.Plane("random"));
        Assert.Equal(1, landscape.Extent);
        run.PlayTo(200);
        Assert.Equal(1, landscape.Extent);
        run.Editor.Set(landscape, nameof(Landscape.FitsPath), 1);
        run.Editor.Set(landscape, nameof(Landscape.Margin), 0.5);
        run.Editor.Tick(0.02);
        var reach = 0f;
        foreach (var point in run.Scene.Race.Runners[0].Ball.Trail)
            reach = Math.Max(reach, Math.Max(Math.Abs(point.Alpha), Math.Abs(point.Beta)));
        Assert.Equal(1.5 * reach, landscape.Extent, 1e-6);
        run.Editor.Drop(3, 0);
        run.Editor.Tick(0.02);
        run.Editor.Tick(0.02);
        Assert.InRange(landscape.Extent, 4, 5);
        var saved = run.Editor.CurrentFile;
        using var scene = saved.CreateScene(_backend);
        Assert.Equal((true, 0.5, 0), (scene.Landscape.FitsPath, scene.Landscape.Margin, scene.Landscape.FollowSteps));
        Assert.DoesNotContain("\"follow\"", saved.ToJson());
    }

    [Fact]
    public void A_plane_fitted_to_the_path_again_does_not_make_frames_wait_and_replays_bit_for_bit()
    {
        var fits = 0;
        using (var run = new EditorFixture(new Timeline(interval: 24)))
        {
            var editor = run.Editor;
            editor.WriteRunLog(LogPath, checkInterval: 32);
            run.PlayTo(96);
            editor.ShowPlane(Catalog.Plane("path"));
            editor.Set(run.Scene.Landscape, nameof(Landscape.FollowSteps), 20);
            run.Trainer.WaitsForSteps = false;
            while (Fits() < 3)
            {
                editor.Tick(0.02);
                Thread.Sleep(1);
            }
            fits = Fits();
            // Weights dropped on the plane make the replay depend on its every bit.
            editor.Drop(0.2, -0.1);
            run.Trainer.WaitsForSteps = true;
            run.PlayTo(run.Trainer.EnqueuedSteps + 40);

            int Fits() => editor.Log.Edits.Count(edit => edit is PlaneEdit && edit.Group == 0);
        }
        var log = RunLog.Load(LogPath);
        Assert.All(log.Edits.OfType<PlaneEdit>().Where(edit => edit.Group == 0).Take(fits), edit => Assert.True(edit.New!.Steps![^1] <= edit.Step));
        var result = Replayed();
        Assert.True(result.IsIdentical, result.ToString());
    }

    [Fact]
    public void A_fit_that_comes_too_late_is_dropped()
    {
        using var run = new EditorFixture(new Timeline(interval: 24));
        var editor = run.Editor;
        run.PlayTo(96);
        editor.ShowPlane(Catalog.Plane("path"));
        editor.Set(run.Scene.Landscape, nameof(Landscape.FollowSteps), 20);
        run.Trainer.WaitsForSteps = false;
        run.Scene.Landscape.WaitsForSurface = true;
        while (!editor.Playback.Follower!.IsBusy)
            editor.Tick(0.02);
        editor.ShowPlane(Catalog.Plane("random"));
        editor.Set(run.Scene.Landscape, nameof(Landscape.FollowSteps), 0);
        while (editor.Playback.Follower.IsBusy)
        {
            Thread.Sleep(1);
            editor.Tick(0.02);
        }
        Assert.DoesNotContain(editor.Log.Edits, edit => edit is PlaneEdit && edit.Group == 0);
        Assert.IsType<RandomPlane>(run.Scene.ShownPlane?.Kind);
    }

    private ReplayResult Replayed()
    {
        using var replay = new Replay(RunLog.Load(LogPath), _backend);
        return replay.Run();
    }
}
