"""How sure a figure is: ranges, tornado, switching values, simulation, and which number to find out more about."""
