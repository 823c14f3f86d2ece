using System.Globalization;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;

namespace NeuroLab.Runtime.Tests.Unit.Optimizers;

/// <summary>Rates against PyTorch's: <c>Reference/data/schedules/schedules.py</c> wrote the table beside it.</summary>
public class ScheduleTests
{
    private const double Base = 0.05;

    private static readonly string[][] Table =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Reference", "data", "schedules", "schedules.csv")).Select(line => line.Split(','))];

    public static TheoryData<string> Cases => [.. Table[0][1..]];

    public static TheoryData<string> Names => [.. Catalog.Schedules.Select(schedule => schedule.Name)];

    // A column is named by the schedule and its hyperparameters' values in their order.
    [Theory, MemberData(nameof(Cases))]
    public void Rates_are_PyTorchs(string column)
    {
        var words = column.Split(' ');
        var schedule = Catalog.Schedule(words[0]);
        var settings = schedule.DefaultsOn(new OptimizerSettings(Base));
        for (var i = 1; i < words.Length; i++)
            settings = settings.With(schedule.Hyperparameters[i - 1], double.Parse(words[i], CultureInfo.InvariantCulture));
        var index = Array.IndexOf(Table[0], column);
        foreach (var row in Table.Skip(1))
        {
            var step = long.Parse(row[0], CultureInfo.InvariantCulture);
            Assert.Equal(double.Parse(row[index], CultureInfo.InvariantCulture), schedule.RateAt(step, settings), 1e-12);
        }
    }

    [Fact]
    public void Every_schedule_of_PyTorch_is_in_the_table() => Assert.Equal(
        Catalog.Schedules.Where(schedule => schedule != Schedule.Constant && !schedule.FollowsEdge).Select(schedule => schedule.Name).Order(),
        Table[0][1..].Select(column => column.Split(' ')[0]).Distinct().Order());

    [Theory, MemberData(nameof(Names))]
    public void A_schedule_reads_exactly_what_it_declares(string name)
    {
        var schedule = Catalog.Schedule(name);
        var settings = schedule.DefaultsOn(new OptimizerSettings(Base)).With(Hyperparameter.EtaMin, 0.01).With(Hyperparameter.EdgeRate, 0.2);
        long[] steps = [0, 3, 1500, 4999, 100_000];
        var read = Hyperparameter.All.Where(each => each != Hyperparameter.LearningRate && steps.Any(step =>
            schedule.RateAt(step, settings) != schedule.RateAt(step, settings.With(each, settings[each] * 1.5))));
        Assert.Equal(schedule.Hyperparameters.Order(ByIndex), read);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_rate_is_finite_and_positive_at_every_step_and_at_every_end_of_a_range(string name)
    {
        var schedule = Catalog.Schedule(name);
        foreach (var hyperparameter in schedule.Hyperparameters)
            foreach (var value in (double[])[hyperparameter.Minimum, hyperparameter.Slider.Low, hyperparameter.Slider.High, hyperparameter.Default])
            {
                var settings = schedule.DefaultsOn(new OptimizerSettings(Base)).With(hyperparameter, value);
                foreach (var step in (long[])[0, 1, 2, 4, 5, 6, 999, 1000, 1001, 4998, 4999, 5000, 1_000_000])
                    Assert.InRange(schedule.RateAt(step, settings), 0, 1e6);
            }
    }

    [Fact]
    public void The_edge_is_followed_once_it_is_known()
    {
        var settings = new OptimizerSettings(Base).With(Hyperparameter.EdgeShare, 0.8);
        var edge = Catalog.Schedule("edge");
        Assert.Equal(Base, edge.RateAt(7, settings));
        Assert.Equal(0.8 * 0.3, edge.RateAt(7, settings.With(Hyperparameter.EdgeRate, 0.3)));
    }

    [Fact]
    public void Choosing_one_sets_its_own_numbers_alone()
    {
        var settings = new OptimizerSettings(Base).With(Hyperparameter.Gamma, 0.3).With(Hyperparameter.T0, 7);
        var chosen = Catalog.Schedule("exponential").DefaultsOn(settings);
        Assert.Equal((Base, 0.999, 7), (chosen.LearningRate, chosen[Hyperparameter.Gamma], chosen[Hyperparameter.T0]));
    }

    private static readonly Comparer<Hyperparameter> ByIndex = Comparer<Hyperparameter>.Create((a, b) => a.Index.CompareTo(b.Index));
}
