using NeuroLab.Landscapes;
using NeuroLab.Runtime.Tests.Unit.Training;

namespace NeuroLab.Runtime.Tests.Unit.Landscapes;

public class SurfaceRequestTests
{
    private static readonly Plane Plane = new([0, 0], [1, 0], [0, 1]);

    [Fact]
    public void Heights_are_NaN_until_they_are_published()
    {
        using var request = new SurfaceRequest(Plane, new SurfaceGrid(2, 1));
        Assert.All(request.Latest.Losses.ToArray(), height => Assert.True(float.IsNaN(height)));
        Assert.Same(request.Latest, request.Latest);
        Assert.Equal(0, request.Progress);
        Assert.False(request.IsFinished);
    }

    [Fact]
    public void What_is_published_is_copied_once_and_the_last_point_finishes_it()
    {
        using var request = new SurfaceRequest(Plane, new SurfaceGrid(2, 1));
        float[] heights = [1, 2, 3, 4];
        request.Publish(heights, 3);
        heights[0] = 9;
        var shown = request.Latest;
        Assert.Equal([1, 2, 3, 4], shown.Losses.ToArray());
        Assert.Equal((0.75, false), (request.Progress, request.IsFinished));
        request.Publish([1, 2, 3, 5], 4);
        Assert.Equal((1.0, true), (request.Progress, request.IsFinished));
        Assert.Equal([1, 2, 3, 4], shown.Losses.ToArray());
        Assert.Equal([1, 2, 3, 5], request.Finish().Losses.ToArray());
    }

    [Fact]
    public void Disposing_cancels_what_is_not_sampled()
    {
        var request = new SurfaceRequest(Plane, new SurfaceGrid(2, 1));
        request.Publish([1, 2, 3, 4], 2);
        request.Dispose();
        request.Dispose();
        Assert.True(request.Cancelled.IsCancellationRequested);
        Assert.True(request.IsFinished);
        Assert.Throws<OperationCanceledException>(request.Finish);
    }

    [Fact]
    public void Disposing_a_complete_surface_keeps_it()
    {
        var request = new SurfaceRequest(Plane, new SurfaceGrid(2, 1));
        request.Publish([1, 2, 3, 4], 4);
        request.Dispose();
        Assert.Equal([1, 2, 3, 4], request.Finish().Losses.ToArray());
    }

    [Fact]
    public void A_failure_reaches_whoever_waits()
    {
        using var request = new SurfaceRequest(Plane, new SurfaceGrid(2, 1));
        request.Stop(new InvalidOperationException("out of memory"));
        Assert.Equal("out of memory", Assert.Throws<InvalidOperationException>(request.Finish).Message);
    }

    [Fact]
    public void A_session_fills_it_in_while_training_goes_on()
    {
        using var session = SmallExperiment.Open();
        var plane = new Plane(session.Parameters(), session.Parameters(), new float[session.Shape.ParameterCount]);
        using var request = session.Sample(plane, new SurfaceGrid(9, 0.5));
        session.Train(20);
        var heights = request.Finish().Losses.ToArray();
        Assert.Equal(1, request.Progress);
        // The second direction is zero, so that all rows are equal; the surface does not follow the training.
        for (var i = 9; i < 81; i++)
            Assert.Equal(heights[i % 9], heights[i]);
        session.WriteParameters(plane.Origin);
        Assert.Equal((float)session.Evaluate(NeuroLab.Training.DataPart.Evaluation).Loss, heights[4]);
    }

    [Fact]
    public void A_session_stops_sampling_when_the_request_is_disposed()
    {
        using var session = SmallExperiment.Open();
        var plane = new Plane(session.Parameters(), session.Parameters(), session.Parameters());
        var request = session.Sample(plane, new SurfaceGrid(1501, 1));
        request.Dispose();
        Assert.True(request.IsFinished);
        Assert.InRange(request.Progress, 0, 0.99);
    }
}
