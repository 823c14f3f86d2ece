using NeuroLab.Demo.App;
using NeuroLab.Demo.Tests.Commands;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Tests.App;

public sealed class TakeNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_tells_what_was_recorded_and_when() => Assert.Equal(
        "spirals-sgd-001-2026-02-03-640x360.mp4", Name(TakeName.DefaultPattern + ".mp4"));

    [Fact]
    public void A_file_of_the_users_own_gives_its_plain_name() =>
        Assert.Equal("my_data_v2-7", Name("{experiment}-{seed}", "/home/me/my data.v2.csv"));

    [Fact]
    public void A_take_gets_the_first_number_that_is_free()
    {
        _folder.Write("take-001.gif", "");
        _folder.Write("take-003.gif", "");
        Assert.Equal(_folder["take-002.gif"], Name(_folder["take-{take}.gif"]));
    }

    [Fact]
    public void A_path_without_placeholders_stays() => Assert.Equal("a/b.gif", Name("a/b.gif"));

    [Fact]
    public void An_unknown_placeholder_is_refused_with_those_there_are()
    {
        var error = Assert.Throws<UserErrorException>(() => Name("{sead}.gif"));
        Assert.Contains("{seed}", error.Message);
    }

    private static string Name(string pattern, string source = "spirals") => TakeName.Resolve(
        pattern,
        new ExperimentFile { Version = 1, Data = new(source), Training = new("sgd"), Seed = 7 },
        new FrameFormat(640, 360, 30), new DateTime(2026, 2, 3));
}
