using NeuroLab.Demo.App;
using NeuroLab.Editing;
using NeuroLab.Runtime.Tests.Architecture;

namespace NeuroLab.Demo.Tests.Architecture;

/// <summary>The folders at the top of the Editor and of the Demo depend on one another in one direction.</summary>
public class RoomTests
{
    // As docs/architecture.md draws them: each may use those before it.
    private static readonly string[] Order = ["Formats", "Windowing", "Ui", "Figures", "Shell", "Editor", "Lesson", "App", "Commands"];

    [Fact]
    public void No_room_of_the_Editor_uses_what_uses_it() =>
        Assert.Empty(Rooms.Cycles(new Rooms(typeof(SceneEditor).Assembly, "NeuroLab").Arrows()));

    [Fact]
    public void A_room_of_the_Demo_uses_only_rooms_before_it()
    {
        var rooms = new Rooms(typeof(DescentApp).Assembly, "NeuroLab.Demo");
        Assert.Equal(Order.Order(), rooms.Types.Select(rooms.Of).Distinct().Order());
        Assert.Empty(rooms.Arrows().Where(arrow => Array.IndexOf(Order, arrow.Key.To) > Array.IndexOf(Order, arrow.Key.From)).Select(arrow => arrow.Value));
    }
}
