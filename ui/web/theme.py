"""The Gradio theme: system fonts and our own colours, which live as custom properties in ``style.css``."""

from __future__ import annotations

import gradio as gr

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace")
PAGE, PAGE_DARK = "#f6f6f3", "#11141a"
INK, INK_DARK = "#1b2230", "#e6e9ef"


def theme() -> gr.themes.Base:
    """Gradio's own parts (question box, buttons) in our colours, light and dark, with no web font."""
    base = gr.themes.Base(font=SANS, font_mono=MONO, radius_size="md")
    return base.set(
        body_background_fill=PAGE,
        body_background_fill_dark=PAGE_DARK,
        body_text_color=INK,
        body_text_color_dark=INK_DARK,
        background_fill_primary="var(--ec-surface)",
        background_fill_primary_dark="var(--ec-surface)",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_shadow="none",
        block_shadow_dark="none",
        input_background_fill="transparent",
        input_background_fill_dark="transparent",
        input_background_fill_focus="transparent",
        input_background_fill_focus_dark="transparent",
        input_border_width="0px",
        input_border_width_dark="0px",
        input_shadow="none",
        input_shadow_dark="none",
        input_shadow_focus="none",
        input_shadow_focus_dark="none",
        input_placeholder_color="var(--ec-muted)",
        input_placeholder_color_dark="var(--ec-muted)",
        button_primary_background_fill="var(--ec-accent)",
        button_primary_background_fill_dark="var(--ec-accent)",
        button_primary_background_fill_hover="var(--ec-accent-strong)",
        button_primary_background_fill_hover_dark="var(--ec-accent-strong)",
        button_primary_text_color="var(--ec-on-accent)",
        button_primary_text_color_dark="var(--ec-on-accent)",
        button_primary_text_color_hover="var(--ec-on-accent)",
        button_primary_text_color_hover_dark="var(--ec-on-accent)",
        button_secondary_background_fill="var(--ec-surface)",
        button_secondary_background_fill_dark="var(--ec-surface)",
        button_secondary_text_color="var(--ec-ink)",
        button_secondary_text_color_dark="var(--ec-ink)",
    )
