using NeuroLab.Graphics;

namespace NeuroLab.Runtime.Tests.Unit.Graphics;

/// <summary>
/// A test that draws. Without OpenGL it is skipped with the reason, but on a build server (environment variable CI)
/// it runs and fails there, so that nobody mistakes a machine without a driver for a green build.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GlFactAttribute : FactAttribute
{
    private static readonly string? Missing = FindMissing();

    public GlFactAttribute()
    {
        if (Missing is not null && Environment.GetEnvironmentVariable("CI") is null) Skip = Missing;
    }

    private static string? FindMissing()
    {
        using var context = EglContext.TryCreate(out var reason);
        return context is null ? $"no OpenGL: {reason}" : null;
    }
}
