// SPDX-License-Identifier: BSD-3-Clause
// The part of @lumino/widgets that ipywidgets' front end uses, from its sources; its one bundled file would bring along
// docks, menus and the palette of commands of a whole desktop.
export { Layout } from "@lumino/widgets/src/layout";
export { Panel } from "@lumino/widgets/src/panel";
export { PanelLayout } from "@lumino/widgets/src/panellayout";
export { TabBar } from "@lumino/widgets/src/tabbar";
export { Title } from "@lumino/widgets/src/title";
export { Widget } from "@lumino/widgets/src/widget";
