using NeuroLab.Landscapes;
using NeuroLab.Lessons;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Lesson;

/// <summary>The plane through the present weights that holds the gradient, so that a step against it stays in the picture.</summary>
internal static class LessonPlane
{
    // The surface reaches this share of the weights' own length to each side.
    private const double Reach = 0.4;

    /// <summary>d₁ = −gradient, d₂ a filter-normalized random direction, both of one length.</summary>
    /// <exception cref="UserErrorException">There is no slope here.</exception>
    public static Plane Create(LessonSubject subject, ulong seed)
    {
        var origin = Array.ConvertAll(subject.Parameters, value => (float)value);
        var first = Array.ConvertAll(subject.Gradient, value => -(float)value);
        var network = new Network(subject.Shape, origin);
        var second = Direction.Random(subject.Shape, new SeededRandom(seed, stream: 2));
        Direction.NormalizeFilters(second, network);
        if (!(Direction.Norm(first) > 0) || !double.IsFinite(Direction.Norm(first)))
            throw new UserErrorException("the gradient is zero or not finite here, so it spans no plane; restart, or choose another plane");
        var length = Reach * Direction.Norm(origin);
        Scale(first, length);
        Scale(second, length);
        return new Plane(origin, first, second, "the gradient and a random direction");
    }

    private static void Scale(float[] direction, double length)
    {
        var factor = length / (Direction.Norm(direction) + 1e-30);
        for (var i = 0; i < direction.Length; i++)
            direction[i] = (float)(direction[i] * factor);
    }
}
