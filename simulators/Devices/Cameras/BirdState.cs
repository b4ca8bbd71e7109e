namespace Roost.Simulators.Cameras;

/// <summary>What a bird is at.</summary>
internal enum BirdState
{
    /// <summary>Walks or stands about.</summary>
    Walking = 1,

    /// <summary>At a feeder pan, or on its way there.</summary>
    Feeding,

    /// <summary>At a nipple of the drinker line, or on its way there.</summary>
    Drinking,

    /// <summary>Sits where it is.</summary>
    Resting,

    /// <summary>Sits pressed to others, or is on its way there.</summary>
    Huddling,

    /// <summary>Lies where it fell.</summary>
    Dead,
}
