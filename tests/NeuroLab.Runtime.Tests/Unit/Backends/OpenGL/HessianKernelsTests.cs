using NeuroLab.Activations;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Losses;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Conformance;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Backends.OpenGL;

public class HessianKernelsTests : GlTest
{
    // Blocks of 64 samples, the smallest, so that the last of three is ragged.
    private const int Samples = 150;

    private static readonly ConformanceCase Test =
        new([5, 19, 34, 3], new Gelu(), new SoftmaxCrossEntropy(), new Adam(), Samples, 16);

    private static readonly KernelSettings AsOnGpu = new(
        null, FetchesTexels: false, 1 << 20, FusedInvocations: 256, UnrolledLimit4: 0, LoopLimit: 32_000);

    private static readonly KernelSettings AsInSoftware = AsOnGpu with { FetchesTexels = true, FusedInvocations = 0 };

    [GlFact]
    public void What_all_products_at_one_point_share_is_worked_out_once()
    {
        using var device = new ComputeDevice(Gl, DeviceLimits.Of(Device), AsInSoftware);
        using var on = new DeviceResources(device, Test.Network, Test.Data, Test.Options.Loss);
        float[] theta = Test.Network.Parameters, moved = [.. theta];
        moved[^1] = MathF.BitIncrement(moved[^1]);
        Multiply();
        Multiply();
        Assert.Equal(1, on.Linearizations);
        // Another set of samples, and back.
        Multiply(part: DataPart.Evaluation);
        Multiply();
        Assert.Equal(3, on.Linearizations);
        // The session's θ changes.
        on.State.WriteParameters(moved);
        Multiply();
        Multiply();
        Assert.Equal(4, on.Linearizations);
        // A given θ, and one that differs by a bit.
        Multiply(theta);
        Multiply([.. theta]);
        Multiply(moved);
        Assert.Equal(6, on.Linearizations);
        on.UseEvaluation(Test.Data.Train with { Count = 10 });
        Multiply(moved, DataPart.Evaluation);
        Assert.Equal(7, on.Linearizations);

        void Multiply(float[]? parameters = null, DataPart part = DataPart.Train) =>
            on.EnqueueHessianProduct(parameters, on.Samples(part), theta);
    }

    [GlFact]
    public void A_training_step_moves_the_point()
    {
        foreach (var settings in (KernelSettings[])[AsInSoftware, AsInSoftware with { UnrolledLimit4 = 96 }, AsOnGpu])
        {
            using var backend = new OpenGLBackend(Device, settings);
            var test = new ConformanceCase([2, 5, 1], new Tanh(), new MeanSquaredError(), new Sgd(), 20, 0);
            using var session = test.Start(backend);
            var direction = test.Network.Parameters;
            float[] before = new float[direction.Length], after = [.. before], again = [.. before];
            session.HessianVectorProduct(direction, DataPart.Train, before);
            session.Train(1);
            session.HessianVectorProduct(direction, DataPart.Train, after);
            Assert.NotEqual(before, after);
            session.WriteParameters(test.Network.Parameters);
            session.HessianVectorProduct(direction, DataPart.Train, again);
            Assert.Equal(before, again);
        }
    }

    [GlFact]
    public void Products_are_the_oracles_with_every_tile_and_however_much_is_kept()
    {
        foreach (var tile in (ProductTile[])[.. ProductTile.Shared, .. ProductTile.Direct])
            foreach (var kept in (long[])[0, 2 * 64 * 4000, long.MaxValue])
            {
                var settings = (tile.IsShared ? AsOnGpu : AsInSoftware) with { Tile = tile, KeptBytes = kept };
                using var backend = new OpenGLBackend(Device, settings);
                ConformanceAssert.AssertHessianProduct(backend, Test, DataPart.Train);
            }
    }

    [GlFact]
    public void Blocks_beyond_the_memory_limit_are_worked_out_for_every_product()
    {
        var bytes = 64 * HessianBlock.BytesPerRow(new ParameterLayout(Test.Network.Shape));
        foreach (var (kept, expected) in ((long, int)[])[(0, 6), (2 * bytes, 3 + 2), (3 * bytes, 3)])
        {
            using var device = new ComputeDevice(Gl, DeviceLimits.Of(Device), AsInSoftware with { KeptBytes = kept });
            using var on = new DeviceResources(device, Test.Network, Test.Data, Test.Options.Loss);
            for (var i = 0; i < 2; i++)
                on.EnqueueHessianProduct([], on.Samples(DataPart.Train), Test.Network.Parameters);
            Assert.Equal(expected, on.Linearizations);
        }
    }
}
