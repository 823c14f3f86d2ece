using NeuroLab.Demo.App;

namespace NeuroLab.Demo.Tests.App;

/// <summary>The app is a program, not a library.</summary>
public class PublicSurfaceTests
{
    [Fact]
    public void Nothing_of_the_app_is_public() => Assert.Empty(typeof(DescentApp).Assembly.GetExportedTypes());
}
