namespace NeuroLab.Runtime.Tests.Unit.Numerics;

public sealed class VectorMathTests
{
    [Fact]
    public void EveryFunctionIsWithinItsStatedErrorOverTheWholeRange() => VectorMathChecks.All();
}
