# SPDX-License-Identifier: BSD-3-Clause
"""Where the steps, the papers and the agendas of this room stand in public."""

from exxtra_kit.models import Reference

FAQ_B = Reference(
    "FAQ-b",
    "ClusterXchange, Frequently asked questions (2022 to 2024)",
    "https://clustercollaboration.eu/clusterxchange/faqs",
)
CE4BIG = Reference(
    "CE4BIG",
    "CE4BIG, How can you participate in the ClusterXchange scheme",
    "https://ce4big.lifescience.pl/how-can-you-participate-in-the-clusterxchange-scheme/",
)
CLAM_F = Reference("CLAM-F", "CLAMTEX, Frequently asked questions", "https://clamtex.eu/faq-page")
EYE_PAPERS = Reference(
    "EYE-P", "Erasmus for Young Entrepreneurs, The relationship", "http://www.erasmus-entrepreneurs.eu/page.php?pid=015"
)
ITR = Reference(
    "ITR", "i-Trans, EXXTRA group exchange in France", "https://i-trans.org/exxtra-group-exchange-in-france/"
)
S2 = Reference("S2", "EXXTRA, presentation of the ClusterXchange scheme", "https://exxtraproject.eu/")
FURNITURE = Reference(
    "CZ-FURN",
    "Cluster of Czech Furniture Manufacturers, ClusterXchange starts virtually",
    "https://furniturecluster.cz/en/clusterxchange-scheme-starts-virtually-explore-the-new-it-tool/",
)
EXX_MAFEX = Reference(
    "EXX-MAFEX", "EXXTRA, Back on MAFEX with ClusterXchange", "https://exxtraproject.eu/back-on-mafex-with-cxc/"
)
