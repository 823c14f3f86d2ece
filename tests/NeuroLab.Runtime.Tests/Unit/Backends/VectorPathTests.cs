using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace NeuroLab.Runtime.Tests.Unit.Backends;

/// <summary>The same checks in child processes that believe to run on lesser processors.</summary>
public sealed class VectorPathTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 8)]
    [InlineData("DOTNET_EnableAVX2", 4)]
    [InlineData("DOTNET_EnableHWIntrinsic", 1)]
    public async Task KernelsAndFunctionsHoldWithout(string instructions, int lanes)
    {
        // What this processor lacks anyway cannot be switched off; the widest it has is then the same or less.
        var expected = Math.Min(lanes, Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1);
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(VectorPathTests).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[instructions] = "0";
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, await errors);
        Assert.StartsWith($"{expected} lanes", output);
    }
}
