"""The words that the demo LMO's customers are made of. All made up; the domains are those kept for examples."""

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ROOTS: Final = _words(
    """
    Acorn Alder Alpine Amber Anchor Arbor Arden Argent Ashford Aspen Atlas Aurora Avalon Azure Baltic Banyan Barrow
    Basalt Beacon Birch Blackwood Bluebird Boreal Bramble Bridgewater Brightwell Bristlecone Calder Cambria Canyon
    Cardinal Cascade Cedar Chestnut Cinder Citadel Clearwater Clover Cobalt Compass Copper Coral Cormorant Coventry
    Crescent Crestview Cypress Dalton Deepwater Delta Dogwood Dovetail Driftwood Dunmore Eastgate Ebony Eldridge
    Elmwood Ember Emerald Evergreen Fairway Falcon Fenwick Fernhill Firth Fjord Foxglove Garnet Gladstone Glenmore
    Golden Granite Greenfield Greyfriars Halcyon Harbor Hawthorn Hazel Heron Highland Hollis Horizon Huntley Indigo
    Ironbridge Ivory Jasper Juniper Kestrel Keystone Kingfisher Kingsley Lakeside Lantern Larkspur Laurel Linden
    Lighthouse Lumen Magnolia Maple Marigold Meadow Meridian Merlin Midland Monarch Moorland Northgate Northwind
    Nova Oakridge Obsidian Ocean Olive Onyx Orchard Osprey Oxford Palisade Paragon Pearl Pelican Pembroke Penrose
    Peregrine Pinnacle Pioneer Prairie Quarry Quartz Ravenna Redwood Ridgeway Riverside Rosewood Rowan Sable Saffron
    Sandstone Sequoia Sierra Silverline Skyline Sparrow Sterling Stonebridge Summit Sycamore Tamarack Teal Thistle
    Thornton Tidewater Timber Topaz Tundra Upland Vantage Vermilion Vesper Waterford Wellington Westbrook Whitmore
    Wildflower Willow Windmere Woodland Wren Wyndham Yarrow Zenith Zephyr
    """
)

TRADES: Final = _words(
    """
    Analytics Architects Automation Aviation Biotech Brands Capital Care Chemicals Components Construction
    Consulting Dairy Dental Design Diagnostics Distribution Dynamics Electric Energy Engineering Estates Financial
    Foods Freight Furniture Health Holdings Hotels Insurance Labs Legal Logistics Marine Media Metals Mining
    Mobility Networks Optics Packaging Partners Pharma Power Press Properties Rail Robotics Schools Security
    Shipping Software Solar Staffing Studios Systems Textiles Tools Travel Water
    """
)

FIRST_NAMES: Final = _words(
    """
    Aaron Adele Aisha Alan Alice Amara Amelia Andre Anika Anna Anton Arjun Astrid Ava Beatriz Ben Bill Boris Bruno
    Camille Carla Carlos Carmen Cedric Chen Chloe Clara Claude Daniel Daria David Deepa Diego Dora Edith Elena Eli
    Elif Elin Emil Emma Erik Esther Eva Fatima Felix Fiona Frank Freya Gabriel Gemma Georg Grace Greta Hana Hannah
    Harry Hassan Heidi Henrik Hugo Ian Ingrid Irene Isaac Ivan Jack Jana Jean Joanna Johan Jonas Julia Kaito
    Karin Kevin Kofi Lara Lars Laura Leila Leo Lena Liam Linda Lucas Luisa Maja Marco Maria Mark Marta Mateo Maya
    Mei Mia Milton Mina Mohan Nadia Naomi Neil Nils Nina Noah Nora Olga Oliver Omar Oscar Paolo Paula Peter Petra
    Rahul Raj Rebecca Rita Robert Rosa Ruth Samir Sara Simon Sofia Stefan Tara Theo Tina Tomas Uma Vera Victor
    Vikram Wanda Yara Yuki Zoe
    """
)

LAST_NAMES: Final = _words(
    """
    Abbott Adeyemi Ahmed Almeida Andersson Arnold Bakker Banerjee Barnes Bauer Becker Bell Bennett Berg Bianchi
    Blake Bolton Brandt Braun Brooks Burke Byrne Calloway Campbell Carter Castro Chandra Chen Clarke Cole Collins
    Cooper Costa Craig Cruz Dahl Davies Delgado Diaz Dietrich Dixon Dubois Duran Edwards Ellis Eriksen Esposito
    Evans Farrell Ferrari Fischer Fletcher Fontaine Foster Fraser Fuchs Fujita Garcia Gibson Gomez Graham Grant Gray
    Green Gupta Haas Hall Hansen Harper Hayes Henning Hoffmann Holm Howard Hughes Ibrahim Ito Iyer Jansen Jensen
    Johansson Jones Joshi Kaur Keller Kelly Khan Kim Klein Kowalski Kramer Kumar Lambert Lang Larsen Laurent Lee
    Lehmann Leroy Lewis Lim Lindqvist Lopez Lumbergh Lund Maier Marino Martin Mason Mehta Meyer Miller Moore Morales
    Moreau Mori Murphy Nakamura Nelson Nguyen Novak Nowak Olsen Ortega Owens Palmer Park Patel Perez Petrov Pham
    Porter Quinn Ramos Rao Reid Ricci Richter Rivera Rossi Roth Ryan Santos Sato Schmidt Schulz Shah Sharma Silva
    Singh Sokolov Stein Suzuki Tanaka Thomas Torres Turner Vargas Vogel Wagner Walker Wang Weber White Wolf Wong
    Wood Wright Yamamoto Young Zhang Ziegler
    """
)

TITLES: Final = (
    "Salesforce Administrator",
    "Head of Operations",
    "IT Manager",
    "Revenue Operations Lead",
    "Finance Director",
    "Platform Owner",
    "Chief Information Officer",
    "Sales Operations Analyst",
)

INDUSTRIES: Final = _words(
    """
    Banking Biotechnology Consulting Education Energy Healthcare Insurance Manufacturing Media Retail Technology
    Transportation Utilities
    """
)
