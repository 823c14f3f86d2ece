namespace NeuroLab.Demo.Tests.Support;

/// <summary>As <see cref="GlFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GlTheoryAttribute : TheoryAttribute
{
    public GlTheoryAttribute() => Skip = new GlFactAttribute().Skip;
}
