namespace NeuroLab.Scenes;

/// <summary>
/// The inspector shows, in this property's place, the rows that a method of the object makes:
/// <c>IEnumerable&lt;InspectedProperty&gt; Method()</c>, public or not, asked once per object.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InspectedAsAttribute(string method) : Attribute
{
    /// <summary>The name of the method.</summary>
    public string Method { get; } = method;
}
