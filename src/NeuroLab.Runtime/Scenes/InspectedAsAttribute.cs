namespace NeuroLab.Scenes;

/// <summary>
/// The inspector shows, instead of this property, the rows that a method of the object returns:
/// <c>IEnumerable&lt;InspectedProperty&gt; Method()</c>, public or not, called once per object.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InspectedAsAttribute(string method) : Attribute
{
    /// <summary>The name of the method.</summary>
    public string Method { get; } = method;
}
