using NeuroLab.Demo.Shell;
using NeuroLab.Editor.Tests.Unit.Experiments;
using NeuroLab.Optimizers;

namespace NeuroLab.Demo.Tests.Shell;

public class CommandLineTextTests
{
    [Fact]
    public void It_copies_as_the_command_line_that_trains_it()
    {
        Assert.Equal(
            "neurolab train --data spirals --layers 8 --activation tanh --optimizer adam --learning-rate 0.01 --batch 16 --init pytorch --seed 5",
            SmallFile.Value.TrainCommand());
        var file = SmallFile.Value with
        {
            Data = new("my data/it's.csv", Targets: ["price"], TestShare: 0.2),
            Network = new([]),
            Training = new("adamw", BatchSize: 0)
            {
                Others = new Dictionary<Hyperparameter, double> { [Hyperparameter.WeightDecay] = 0.05 },
            },
            Loss = "mse",
        };
        Assert.Equal(
            "neurolab train --data 'my data/it'\\''s.csv' --target price --scale none --test-share 0.2 --layers none --activation tanh --loss mse --optimizer adamw --weight-decay 0.05 --batch full --init pytorch --seed 5",
            file.TrainCommand());
    }
}
