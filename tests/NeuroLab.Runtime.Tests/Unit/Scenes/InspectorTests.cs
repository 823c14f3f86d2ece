using System.Numerics;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Scenes;

namespace NeuroLab.Runtime.Tests.Unit.Scenes;

public sealed class InspectorTests
{
    private readonly Sample _sample = new();

    [Fact]
    public void Properties_come_in_the_order_they_are_written_and_the_unsuitable_are_left_out()
    {
        Assert.Equal(
            ["LearningRate", "Count", "Speed", "IsOn", "Fruit", "Weekday", "Tint", "Caption", "Reset"],
            Inspector.Describe(_sample).Select(property => property.Name));
    }

    [Fact]
    public void Attributes_and_names_become_the_description()
    {
        var rate = Find("LearningRate");
        Assert.Equal(("Learning rate", "η", "Numbers"), (rate.Label, rate.Tooltip, rate.Header));
        Assert.True(rate is { Kind: PropertyKind.Number, HasRange: true, IsLogarithmic: true, IsInteger: false, IsReplayed: true });
        Assert.Equal((1e-4, 1.0, "0.01"), (rate.Minimum, rate.Maximum, rate.Default));
        Assert.Equal("On", Find("IsOn").Label);
        Assert.Equal("γ", Find("Speed").Label);
        Assert.Equal(["apple", "pear"], Find("Fruit").Choices);
        Assert.Equal(["Sunday", "Monday"], Find("Weekday").Choices.Take(2));
    }

    [Fact]
    public void Values_are_clamped_rounded_and_written_through()
    {
        Find("LearningRate").Value = 7;
        Find("Count").Value = 2.6;
        Find("Tint").Color = new Vector3(2, 0.5f, -1);
        Find("Fruit").Value = 1;
        Find("Weekday").Text = "monday";
        Assert.Equal((1.0, 3, new Vector3(1, 0.5f, 0), "pear", DayOfWeek.Monday),
            (_sample.LearningRate, _sample.Count, _sample.Tint, _sample.Fruit, _sample.Weekday));
        Find("LearningRate").Value = double.NaN;
        Assert.Equal(1.0, _sample.LearningRate);
    }

    [Fact]
    public void A_logarithmic_slider_has_the_geometric_mean_in_its_middle()
    {
        var rate = Find("LearningRate");
        Assert.Equal(0.5, rate.Share, 12);
        rate.Share = 0.75;
        Assert.Equal(Math.Pow(10, -1), _sample.LearningRate, 12);
    }

    [Theory]
    [InlineData("LearningRate", 0.012345678901234567)]
    [InlineData("Speed", 0.1f)]
    public void Text_brings_back_the_very_same_number(string name, double value)
    {
        var property = Find(name);
        property.Value = value;
        var text = property.Text;
        property.Value = 0.5;
        property.Text = text;
        Assert.Equal(value, property.Value);
    }

    [Theory]
    [InlineData("LearningRate", "fast", "Learning rate: 'fast' is not a number; give one from 0.0001 to 1")]
    [InlineData("LearningRate", "NaN", "Learning rate: 'NaN' is not a number; give one from 0.0001 to 1")]
    [InlineData("IsOn", "maybe", "On: 'maybe' is neither on nor off; give one of them")]
    [InlineData("Fruit", "plum", "Fruit: there is no 'plum'; choose from apple, pear")]
    [InlineData("Tint", "1 2", "Tint: '1 2' is not a valid colour; give red, green and blue from 0 to 1")]
    public void Rubbish_is_refused_in_one_line_and_changes_nothing(string name, string text, string message)
    {
        var before = Find(name).Text;
        Assert.Equal(message, Assert.Throws<UserErrorException>(() => Find(name).Text = text).Message);
        Assert.Equal(before, Find(name).Text);
    }

    [Fact]
    public void A_property_is_shown_while_its_condition_holds()
    {
        Assert.False(Find("Caption").IsShown);
        _sample.IsOn = true;
        Assert.True(Find("Caption").IsShown);
        Assert.True(Find("Count").IsShown);
    }

    [Fact]
    public void A_button_calls_its_method()
    {
        Find("Reset").Press();
        Assert.Equal(0, _sample.LearningRate);
    }

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        var (rate, fruit, tint) = (Find("LearningRate"), Find("Fruit"), Find("Tint"));
        Touch();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Touch();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Touch()
        {
            rate.Share = 0.3;
            rate.Value = rate.Value * 0.5;
            fruit.Value = 1 - fruit.Value;
            tint.Color = tint.Color;
            _ = rate.IsShown;
        }
    }

    private InspectedProperty Find(string name) => Inspector.Describe(_sample).Single(property => property.Name == name);

    private sealed class Sample
    {
        public static IReadOnlyList<string> Fruits { get; } = ["apple", "pear"];

        [Header("Numbers"), Tooltip("η"), Range(1e-4, 1, Log = true), Replayed]
        public double LearningRate { get; set; } = 0.01;

        [Range(1, 10)]
        public int Count { get; set; } = 3;

        [Label("γ")]
        public float Speed { get; set; }

        public bool IsOn { get; set; }

        [Choice(typeof(Sample), nameof(Fruits))]
        public string Fruit { get; set; } = "apple";

        public DayOfWeek Weekday { get; set; }

        public Vector3 Tint { get; set; } = Vector3.One;

        [ShownWhen(nameof(IsOn))]
        public string Caption { get; set; } = "";

        [HideInInspector]
        public int Secret { get; set; }

        public int ReadOnly => Count;

        public object? Anything { get; set; }

        [Button]
        public void Reset() => LearningRate = 0;

        public void NoButton() => Count = 1;
    }
}
