using NeuroLab.Backends.Cpu;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

/// <summary>What a switch of devices keeps and lets go of, with devices that are all the CPU and count.</summary>
public sealed class BackendSwitchTests : IDisposable
{
    private readonly List<Device> _devices = [];
    private readonly BackendSwitch _switch;
    private readonly Experiment _experiment = SmallExperiment.Create();

    public BackendSwitchTests() => _switch = new BackendSwitch(Opener(BackendKind.Cpu), Opener(BackendKind.Gpu));

    public void Dispose() => _switch.Dispose();

    [Fact]
    public void Sessions_that_are_gone_are_moved_no_more_and_a_device_is_opened_once()
    {
        var kept = Open();
        Open().Dispose();
        for (var i = 0; i < 2; i++)
        {
            _switch.Choice = BackendKind.Gpu;
            _switch.Choice = BackendKind.Cpu;
        }
        Assert.Equal([BackendKind.Cpu, BackendKind.Gpu], _devices.Select(device => device.Kind));
        Assert.Equal((4, 2), (_devices[0].Created, _devices[1].Created));
        kept.Train(3);
        kept.Finish();
        Assert.Equal(3, kept.History.Count);
        kept.Dispose();
        _switch.Choice = BackendKind.Gpu;
        Assert.Equal(2, _devices[1].Created);
    }

    [Fact]
    public void A_device_that_failed_is_opened_anew_when_it_is_chosen_again_and_the_old_one_closed()
    {
        var said = new List<string>();
        _switch.FellBack += said.Add;
        _switch.Choice = BackendKind.Gpu;
        _devices[1].Fails = true;
        using var session = Open();
        Assert.Single(said);
        // Others that notice it too say nothing more.
        using var second = Open();
        Assert.Single(said);
        Assert.Equal(BackendKind.Cpu, _switch.Kind);
        _switch.Choice = BackendKind.Gpu;
        Assert.Equal((3, true, false), (_devices.Count, _devices[1].IsClosed, _devices[2].IsClosed));
        Assert.Equal(BackendKind.Gpu, _switch.Kind);
        _switch.Choice = BackendKind.Cpu;
        _switch.Choice = BackendKind.Gpu;
        Assert.Equal(3, _devices.Count);
    }

    [Fact]
    public void All_devices_are_closed_in_the_end()
    {
        _switch.Choice = BackendKind.Gpu;
        _switch.Dispose();
        Assert.All(_devices, device => Assert.True(device.IsClosed));
    }

    private ITrainingSession Open() => _switch.CreateSession(_experiment.CreateNetwork(), _experiment.CreateData(), _experiment.CreateOptions());

    private BackendOpener Opener(BackendKind kind) => new(kind, () => default, () =>
    {
        _devices.Add(new Device(kind));
        return _devices[^1];
    });

    private sealed class Device(BackendKind kind) : IComputeBackend
    {
        private readonly CpuBackend _inner = new();

        public string Name => $"{kind}";

        public BackendKind Kind => kind;

        public int Created { get; private set; }

        public bool Fails { get; set; }

        public bool IsClosed { get; private set; }

        public ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options)
        {
            Created++;
            return Fails ? throw new BackendFailureException("it is gone") : _inner.CreateSession(start, data, options);
        }

        public void Dispose()
        {
            IsClosed = true;
            _inner.Dispose();
        }
    }
}
